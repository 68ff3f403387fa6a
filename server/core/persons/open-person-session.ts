import { limitAttempts } from '../accounts/limit-attempts.ts'
import { NotFound, Unauthenticated } from '../errors.ts'
import { tokenHash } from '../nodes/token-hash.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { identifyingNames } from '../subjects/identity-hash.ts'
import type { SubjectReference } from '../subjects/subject-keys.ts'
import { protectableIdentities, statedIdentities } from './identity-variants.ts'
import type { PersonDeps } from './person-deps.ts'
import type { PersonSession } from './person-session.ts'
import type { PivotIdentity } from './pivot-identity.ts'

/** A person reads for half an hour, then logs in again. */
export const personSessionMs = 30 * 60_000
const windowMs = 3_600_000

export interface OpenedPersonSession {
  /** 256 random bits; kept as a hash. */
  readonly token: string
  readonly session: PersonSession
}

/**
 * Opens a session for whoever a token of the identity provider stands for. The identity becomes hashes here and is kept
 * nowhere.
 * @throws NotFound where nobody can log in; Unauthenticated for a token that is unknown, ended, or of another client;
 *   TooManyRequests; Unavailable when the identity provider or the identification service does not answer.
 */
export async function openPersonSession(deps: PersonDeps, accessToken: string): Promise<OpenedPersonSession> {
  const { personLogin: login } = deps
  if (login === null) throw new NotFound({ problem: 'not-found' })
  // Each attempt costs the identity provider a question: nobody drives it with invented tokens.
  await limitAttempts(deps, [
    { key: 'person-login', attempts: 3_000, windowMs },
    { key: `person-login ${tokenHash(accessToken)}`, attempts: 5, windowMs },
  ])
  const said = await login.check(accessToken)
  if (said === null || said.audience !== login.clientId) {
    throw new Unauthenticated({
      problem: 'unauthenticated',
      detail: 'The identity provider does not confirm this login.',
    })
  }
  const person_key = personKey(deps, said.identity)
  await limitAttempts(deps, [{ key: `person-login ${person_key}`, attempts: 30, windowMs }])
  const references = login.resolve === null ? [] : await login.resolve(said.identity)
  const token = deps.random.bytes(32).toString('base64url')
  const session = await deps.unitOfWork.transaction(async (tx) => {
    const opened = await compose(tx, deps, said.identity, references, person_key)
    await deps.personSessions.insert(tx, opened, tokenHash(token))
    await deps.events.append(tx, {
      type: 'person_session.opened',
      actor: { kind: 'person', id: null },
      organization_id: null,
      subject_type: 'person_session',
      subject_id: opened.id,
      data: {},
    })
    return opened
  })
  return { token, session }
}

function personKey(deps: PersonDeps, identity: PivotIdentity): string {
  return deps.directoryHash(`person\n${statedIdentities(identity).at(-1) ?? ''}`)
}

async function compose(
  tx: Transaction,
  deps: PersonDeps,
  identity: PivotIdentity,
  references: readonly SubjectReference[],
  person_key: string,
): Promise<PersonSession> {
  const stated = statedIdentities(identity).map((value) => ({ scheme: 'presented', value }))
  const pseudonyms: string[] = []
  for (const subject of [...references, ...stated]) {
    pseudonyms.push(...(await deps.pseudonyms.of(tx, subject)).map(({ pseudonym }) => pseudonym))
  }
  const hashes = new Set(await deps.protectedPersons.hashes(tx))
  const names = identifyingNames(await deps.apis.listAll(tx, ['published', 'deprecated']))
  const now = deps.clock.now()
  return {
    id: deps.random.uuid(),
    person_key,
    pseudonyms,
    is_resolved: references.length > 0,
    is_protected:
      hashes.size > 0 &&
      protectableIdentities(identity, references, names).some((text) => hashes.has(deps.directoryHash(text))),
    opened_at: new Date(now).toISOString(),
    expires_at: new Date(now + personSessionMs).toISOString(),
  }
}
