import type { Account } from '#core/accounts/account.ts'

/** An account as the management API shows it: never its password hash. */
export function presentAccount({ id, kind, email, name, locale, created_at }: Account) {
  return { id, kind, email, name, locale, created_at }
}
