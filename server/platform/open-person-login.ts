import { z } from 'zod'
import type { Config, Topology } from '#config/config.ts'
import { Unavailable } from '#core/errors.ts'
import type { PersonLogin } from '#core/persons/person-deps.ts'
import type { ResolvePerson } from '#core/persons/resolve-person.ts'
import { createPersonTokenClient } from '#gateway/authentication/person-token-client.ts'
import { createUpstreamPools } from '#gateway/upstream/upstream-pools.ts'
import { createAddressRules } from '#kit/address-rules.ts'
import { createJsonClient } from '#kit/json-client.ts'
import { publicAddresses } from '../processes/public-addresses.ts'
import { portalPersonClient } from './derive-data-provider.ts'
import { openFranceConnect } from './open-france-connect.ts'
import { personIssuerUrl } from './person-issuer-url.ts'
import type { TimedContext } from './timed-context.ts'

/** What the portal needs to send people to log in. */
export interface PersonIssuerClient {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface OpenedPersonLogin extends AsyncDisposable {
  readonly login: PersonLogin
  readonly client: PersonIssuerClient
}

const deadlineMs = 5_000
const answerForm = z.object({
  references: z
    .array(z.object({ scheme: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/), value: z.string().min(1).max(128) }))
    .max(8),
})

/**
 * How people log in to read what concerns them: in the demonstration through the sandbox's provider, where everybody is
 * synthetic; else through FranceConnect where the portal is one of its clients. Null where they cannot.
 */
export async function openPersonLogin(context: TimedContext): Promise<OpenedPersonLogin | null> {
  const { config, topology, clock } = context
  const isDemo = config.profile === 'demo'
  const asked = await openFranceConnect(context, isDemo ? 'sandbox' : 'production')
  const client = isDemo ? demoClient(context) : configuredClient(config)
  if (asked === null || client === null) return null
  const { 'issuer-sandbox': sandboxIssuer, 'sandbox-engine': engine }: Partial<Topology> = topology
  // Where roles run apart, control asks the sandbox's provider only if it was told where the issuer is.
  if (isDemo && sandboxIssuer === undefined) return null
  const internal = isDemo && sandboxIssuer !== undefined ? [sandboxIssuer] : []
  const pools = createUpstreamPools(createAddressRules(config.upstreamAllow), internal, clock, false)
  const demoResolver = engine === undefined ? null : { url: engine, token: undefined }
  const resolver = isDemo ? demoResolver : configuredResolver(config)
  const references = resolver === null ? null : openResolver(resolver.url, resolver.token)
  return {
    client,
    login: {
      clientId: client.clientId,
      check: createPersonTokenClient(asked, pools),
      resolve: references?.resolve ?? null,
      environment: isDemo ? null : 'production',
    },
    async [Symbol.asyncDispose]() {
      references?.close()
      await pools[Symbol.asyncDispose]()
    },
  }
}

function demoClient({ config, topology, enrolmentToken }: TimedContext): PersonIssuerClient {
  const { clientId, secret } = portalPersonClient(enrolmentToken)
  return { issuer: personIssuerUrl(publicAddresses(config, topology)), clientId, clientSecret: secret }
}

function configuredClient({ franceConnect, personLogin }: Config): PersonIssuerClient | null {
  if (franceConnect === null || personLogin === null) return null
  const { clientId, clientSecret } = personLogin
  return { issuer: franceConnect.url, clientId, clientSecret }
}

function configuredResolver({ personLogin }: Config): { url: string; token: string | undefined } | null {
  const { referencesUrl: url = null, referencesToken: token = null } = personLogin ?? {}
  return url === null ? null : { url, token: token ?? undefined }
}

/** The service that identifies people: `POST /identification` with the pivot identity, answered by references. */
function openResolver(url: string, token: string | undefined): { resolve: ResolvePerson; close: () => void } {
  const peer = createJsonClient(url)
  return {
    close: () => peer.close(),
    async resolve(identity) {
      const request = { method: 'POST', path: '/identification', body: identity, token, timeoutMs: deadlineMs } as const
      const answer = await peer.send(request).catch((cause: unknown) => {
        throw new Unavailable({ problem: 'france-connect-unavailable', cause })
      })
      const form = answerForm.safeParse(answer.body)
      if (answer.status !== 200 || !form.success) throw new Unavailable({ problem: 'france-connect-unavailable' })
      return form.data.references
    },
  }
}
