import { createHash } from 'node:crypto'
import { Unavailable } from '#core/errors.ts'
import type { CheckPersonToken, PersonToken } from '#core/persons/person-token.ts'
import type { Clock } from '#core/ports/clock.ts'
import { createBoundedMap } from '#kit/bounded-map.ts'
import { createFailureBudget } from '../limits/failure-budget.ts'
import { networkOf } from '../limits/network-of.ts'

/** A person's token, why there is none, or the seconds to wait before the next guess. */
export type FoundPerson = PersonToken | 'unknown' | 'expired' | 'unavailable' | { readonly waitSeconds: number }

export type FindPerson = (token: string, remoteAddress: string) => Promise<FoundPerson>

/** How long an answer is believed without asking again: a person who logs out is heard of by then. */
const believedForMs = 30_000

/**
 * Asks once about each token and remembers the answer, never beyond the token's own life. Unknown tokens cost their
 * address a token of a budget: nobody makes this gateway ask as fast as they can guess.
 */
export function createFindPerson(
  check: CheckPersonToken,
  clock: Clock,
  onFailure: (error: unknown) => void,
): FindPerson {
  const remembered = createBoundedMap<string, { readonly person: PersonToken; readonly askAgainAt: number }>(10_000)
  const budget = createFailureBudget({ burst: 100, perSecond: 5 }, clock)
  return async (token, remoteAddress) => {
    const key = createHash('sha256').update(token).digest('base64url')
    const known = remembered.get(key)
    if (known && known.person.expiresAt * 1000 <= clock.now()) return 'expired'
    if (known && clock.monotonic() < known.askAgainAt) return known.person
    const network = networkOf(remoteAddress)
    const waitSeconds = budget.take(network)
    if (waitSeconds !== null) return { waitSeconds }
    try {
      const person = await check(token)
      if (person === null) {
        remembered.delete(key)
        return 'unknown'
      }
      budget.giveBack(network)
      if (person.expiresAt * 1000 <= clock.now()) return 'expired'
      remembered.set(key, { person, askAgainAt: clock.monotonic() + believedForMs })
      return person
    } catch (error) {
      budget.giveBack(network)
      if (!(error instanceof Unavailable)) throw error
      onFailure(error)
      return 'unavailable'
    }
  }
}
