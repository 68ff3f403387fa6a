import { hash, timingSafeEqual } from 'node:crypto'
import type { ClientMetadata } from 'oidc-provider'
import type { Account } from '#core/accounts/account.ts'
import type { AccountDirectory } from '#core/oauth/account-directory.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'

export interface MachineAccounts {
  /** An active machine account by its client id, or null. */
  find(clientId: string): Promise<Account | null>
}

const clientIdShape = /^(?:[a-z]{3}-)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** A machine's client id is its account id, with or without a three-letter prefix. */
export function createMachineAccounts(deps: {
  readonly unitOfWork: UnitOfWork
  readonly accounts: AccountDirectory
}): MachineAccounts {
  return {
    async find(clientId) {
      const accountId = clientIdShape.exec(clientId)?.[1]
      if (!accountId) return null
      const account = await deps.unitOfWork.read((tx) => deps.accounts.find(tx, accountId))
      return account?.kind === 'machine' && account.state === 'active' ? account : null
    },
  }
}

/** A machine account as the library's client. The placeholder is never compared: `matchesMachineSecret` does. */
export function machineClientMetadata(clientId: string): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: 'kept-as-a-hash',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: 'client_secret_basic',
  }
}

/** Whether this is the machine's secret. Its SHA-256 is kept in hex, alone or as the last part of a PHC string. */
export function matchesMachineSecret(account: Account, secret: string): boolean {
  const kept = account.password_hash?.split('$').at(-1) ?? ''
  const expected = Buffer.from(kept, 'hex')
  const presented = hash('sha256', secret, 'buffer')
  return expected.length === presented.length && timingSafeEqual(expected, presented)
}
