import { Provider } from 'oidc-provider'
import { type MachineAccounts, matchesMachineSecret } from './machine-client.ts'
import { cliClientId, isLoopbackRedirect } from './people-clients.ts'
import { type PeoplePolicy, peopleProviderConfiguration } from './people-provider-configuration.ts'

/** The library instance of the people's issuer, with the three decisions it leaves to a subclass. */
export function createPeopleProvider(policy: PeoplePolicy, machines: MachineAccounts): Provider {
  const provider = new Provider(policy.issuer, peopleProviderConfiguration(policy))
  provider.proxy = true
  const client = provider.Client.prototype
  const compareConfigured = client.compareClientSecret
  const isRegistered = client.redirectUriAllowed

  client.compareClientSecret = async function compareClientSecret(secret: string): Promise<boolean> {
    if (this.grantTypeAllowed('authorization_code')) return compareConfigured.call(this, secret)
    const account = await machines.find(this.clientId)
    return account !== null && matchesMachineSecret(account, secret)
  }
  client.redirectUriAllowed = function redirectUriAllowed(value: string): boolean {
    return this.clientId === cliClientId ? isLoopbackRedirect(value) : isRegistered.call(this, value)
  }
  provider.use(async (ctx, next) => {
    await next()
    // The portal calls from its server, a command line is no browser: nobody needs what CORS would open.
    for (const name of Object.keys(ctx.response.headers)) {
      if (name.startsWith('access-control-')) ctx.remove(name)
    }
    if (ctx.status === 503) ctx.set('Retry-After', '5')
  })
  return provider
}
