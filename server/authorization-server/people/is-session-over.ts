import type { Account } from '#core/accounts/account.ts'

/**
 * Whether what began at `since` (epoch seconds, as the library keeps times) is over for the account:
 * it is gone, suspended, or has ended its sessions later. The second in which both fall counts as after,
 * because ending sessions also removes what is stored.
 */
export function isSessionOver(account: Account | null, since: number): boolean {
  if (account?.state !== 'active') return true
  return (since + 1) * 1000 <= Date.parse(account.sessions_valid_from)
}
