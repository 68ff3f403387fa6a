import type { Clock } from '#core/ports/clock.ts'
import { createBoundedMap } from '#kit/bounded-map.ts'
import { createFailureBudget, type FailureBudget } from './failure-budget.ts'

export interface BudgetRate {
  readonly burst: number
  readonly perSecond: number
}

/** An attempt that may go on. It has cost a token everywhere it counts, until it succeeds. */
export interface Attempt {
  succeeded(): void
  /** It failed for a reason that says nothing about its credentials. */
  forgiven(): void
}

/** How many failed authentications an address and a client may make. */
export interface AuthenticationBudget {
  /** The attempt, or the seconds to wait before the next one. `client` null when none was named. */
  begin(network: string, client: string | null): Attempt | number
}

const provenForMs = 3600 * 1000

/**
 * Failures count against the address and against the client. A client that has succeeded from an address
 * within the hour has a budget of its own there: guesses made elsewhere, or by a neighbour behind the
 * same proxy, do not shut it out.
 */
export function createAuthenticationBudget(
  rates: { readonly address: BudgetRate; readonly client: BudgetRate },
  clock: Clock,
): AuthenticationBudget {
  const byAddress = createFailureBudget(rates.address, clock)
  const byClient = createFailureBudget(rates.client, clock)
  const byPair = createFailureBudget(rates.client, clock)
  const proven = createBoundedMap<string, number>(50_000)

  return {
    begin(network, client) {
      const pair = `${network} ${client}`
      const provenAt = client === null ? undefined : proven.get(pair)
      const isProven = provenAt !== undefined && clock.monotonic() - provenAt < provenForMs
      const counted: (readonly [FailureBudget, string])[] = isProven ? [[byPair, pair]] : [[byAddress, network]]
      if (!isProven && client !== null) counted.push([byClient, client])
      const taken: typeof counted = []
      const giveBack = () => {
        for (const [budget, key] of taken) budget.giveBack(key)
      }
      for (const [budget, key] of counted) {
        const wait = budget.take(key)
        if (wait !== null) {
          giveBack()
          return wait
        }
        taken.push([budget, key])
      }
      return {
        forgiven: giveBack,
        succeeded() {
          giveBack()
          if (client !== null) proven.set(pair, clock.monotonic())
        },
      }
    },
  }
}
