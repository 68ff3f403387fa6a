import type { Clock } from '#core/ports/clock.ts'
import type { BootClock } from '#kit/boot-clock.ts'
import { ageOf, vouchNow } from '../snapshot/vouch.ts'
import type { LeaseJournal, SealedLease } from './create-lease-journal.ts'
import { addUnits, type HeldUnits, LeaseAccount } from './lease-account.ts'

interface ReserveVaultDeps {
  readonly journal: LeaseJournal
  readonly clock: Clock
  readonly bootClock: BootClock
  readonly accounts: () => Iterable<LeaseAccount>
  readonly onFailure: (error: unknown) => void
}

/**
 * Keeps the greater part of reserves on disk. The order is what makes it exact: units leave the seal, the disk is told,
 * and only then are they spent or given back. A crash at any point loses units; it never doubles one.
 */
export interface ReserveVault {
  /** Seals what is held beyond the open share. */
  seal(account: LeaseAccount, now: number): void
  /** Opens the next share; `done` follows when it can be spent, or with false when the disk could not be told. */
  open(account: LeaseAccount, now: number, done: (isOpen: boolean) => void): void
  /** Every sealed unit, taken out to be given back. Empty when the disk could not be told: then they stay. */
  empty(account: LeaseAccount): Promise<HeldUnits[]>
  /** Accounts that the last process left, each with its period still running. */
  restore(): Promise<LeaseAccount[]>
}

export function createReserveVault(deps: ReserveVaultDeps): ReserveVault {
  const { journal, clock } = deps

  function state(): readonly SealedLease[] {
    const now = clock.monotonic()
    const seen = vouchNow(deps, '', 0)
    const leases: SealedLease[] = []
    for (const account of deps.accounts()) {
      for (const { leaseId, units } of account.sealed) {
        leases.push({
          lease_id: leaseId,
          key: account.key,
          limit: account.limit,
          outage_reserve: account.hasOutageReserve,
          period_id: account.periodId,
          ends_in_ms: account.periodEndsAt - now,
          seen: { wall: seen.wall, boot: seen.boot },
          units,
        })
      }
    }
    return leases
  }

  /** Tells the disk that units have left the seal, then hands them on; on failure they go back under it. */
  async function hand(account: LeaseAccount, units: HeldUnits[]): Promise<HeldUnits[]> {
    if (units.length === 0) return []
    const { periodId } = account
    account.unsealing = true
    try {
      await journal.write(state)
      return account.periodId === periodId ? units : []
    } catch (error) {
      deps.onFailure(error)
      if (account.periodId === periodId) for (const each of units) addUnits(account.sealed, each.leaseId, each.units)
      return []
    } finally {
      account.unsealing = false
    }
  }

  return {
    seal(account, now) {
      const share = account.openShare(now)
      if (account.unsealing || account.available < 2 * share) return
      account.seal(share)
      journal.write(state).catch(deps.onFailure)
    },
    open(account, now, done) {
      if (account.unsealing || account.sealed.length === 0) return
      const share = Math.max(account.openShare(now), account.needed)
      void hand(account, account.unseal(share)).then((units) => {
        for (const each of units) addUnits(account.held, each.leaseId, each.units)
        done(units.length > 0)
      })
    },
    async empty(account) {
      return hand(account, account.unseal(account.sealedUnits))
    },
    async restore() {
      const now = clock.monotonic()
      const found = new Map<string, LeaseAccount>()
      for (const kept of await journal.read()) {
        const remaining = kept.ends_in_ms - ageOf(kept.seen, deps)
        if (!(remaining > 0)) continue
        const name = JSON.stringify([kept.key, kept.period_id])
        const account = found.get(name) ?? new LeaseAccount(kept.key, now)
        found.set(name, account)
        account.limit = kept.limit
        account.hasOutageReserve = kept.outage_reserve
        account.periodId = kept.period_id
        account.periodEndsAt = now + remaining
        account.sealed.push({ leaseId: kept.lease_id, units: kept.units })
      }
      return [...found.values()]
    },
  }
}
