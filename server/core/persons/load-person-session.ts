import { limitAttempts } from '../accounts/limit-attempts.ts'
import { timeOf } from '../change-deps.ts'
import { Unauthenticated } from '../errors.ts'
import { tokenHash } from '../nodes/token-hash.ts'
import type { PersonDeps } from './person-deps.ts'
import type { PersonSession } from './person-session.ts'

const limit = { attempts: 120, windowMs: 10 * 60_000 }

/**
 * The session of a token that the portal holds for a person.
 * @throws Unauthenticated without one, or after it ended; TooManyRequests after 120 requests in ten minutes.
 */
export async function loadPersonSession(deps: PersonDeps, token: string | null): Promise<PersonSession> {
  const session =
    token === null
      ? null
      : await deps.unitOfWork.read((tx) => deps.personSessions.find(tx, tokenHash(token), timeOf(deps)))
  if (session === null) {
    throw new Unauthenticated({ problem: 'unauthenticated', detail: 'Log in to read what concerns you.' })
  }
  await limitAttempts(deps, [{ key: `person ${session.id}`, ...limit }])
  return session
}
