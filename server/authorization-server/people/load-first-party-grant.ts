import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import { managementScope } from './management-scope.ts'

/**
 * The grant of a signed-in person to one of our own clients: the one of this session, else a new one.
 * The portal and the command line are the platform itself, so there is no consent page.
 */
export async function loadFirstPartyGrant(ctx: KoaContextWithOIDC, managementUrl: string): Promise<Grant | undefined> {
  const { client, session, provider } = ctx.oidc
  if (!client || !session?.accountId) return undefined
  const grantId = session.grantIdFor(client.clientId)
  const existing = grantId ? await provider.Grant.find(grantId) : undefined
  if (existing && existing.accountId === session.accountId) return existing
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid')
  grant.addResourceScope(managementUrl, managementScope)
  await grant.save()
  return grant
}
