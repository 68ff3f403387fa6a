import { Provider } from 'oidc-provider'
import type { SigningKey } from '../signing/signing-key.ts'
import { type MachinePolicy, machineProviderConfiguration } from './machine-provider-configuration.ts'
import { matchSecret } from './match-secret.ts'

/** One library instance for one signing key: the library reads its keys once, so a rotation builds the next one. */
export function createMachineProvider(policy: MachinePolicy, key: SigningKey): Provider {
  const provider = new Provider(policy.issuer, machineProviderConfiguration(policy, key))
  provider.proxy = true
  provider.Client.prototype.compareClientSecret = function compareClientSecret(secret: string): boolean {
    const client = policy.clients.find(this.clientId)
    const credentialId = client && matchSecret(client, secret, policy.clock.now())
    if (credentialId && Provider.ctx) policy.exchangeOf(Provider.ctx).credentialId = credentialId
    return credentialId !== null
  }
  provider.use(async (ctx, next) => {
    await next()
    // No browser calls a machine issuer: what the library says about CORS would only mislead.
    for (const name of Object.keys(ctx.response.headers)) {
      if (name.startsWith('access-control-')) ctx.remove(name)
    }
    if (ctx.status === 401 && !ctx.response.get('www-authenticate')) {
      ctx.set('WWW-Authenticate', `Basic realm="${policy.issuer}"`)
    }
    if (ctx.status === 503) ctx.set('Retry-After', '5')
  })
  return provider
}
