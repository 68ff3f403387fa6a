import type { Environment } from '#core/environment.ts'
import type { OverloadLimits } from './acceptance/overload-guard.ts'
import type { FranceConnectConfiguration } from './authentication/person-token-client.ts'
import type { BudgetRate } from './limits/authentication-budget.ts'

/** Sizes a request may have before it is refused. Bytes. */
export interface GatewayLimits {
  readonly maxUrlBytes: number
  readonly maxHeaderBytes: number
  readonly maxBodyBytes: number
  /** Largest upstream answer that is read for projection. */
  readonly maxAnswerBytes: number
  readonly maxTokenBytes: number
}

export const defaultGatewayLimits: GatewayLimits = {
  maxUrlBytes: 8 * 1024,
  maxHeaderBytes: 16 * 1024,
  maxBodyBytes: 256 * 1024,
  maxAnswerBytes: 10 * 1024 * 1024,
  maxTokenBytes: 4096,
}

export interface GatewayConfiguration {
  readonly environment: Environment
  /** Public base URL of this gateway without trailing slash: also the audience of its tokens. */
  readonly publicUrl: string
  /** Public base URL of the portal: problem and documentation pages are below it. */
  readonly portalUrl: string
  /** Issuer of this environment's tokens, `${publicUrl}/oauth2`. */
  readonly issuer: string
  /** Issuer of the other environment, to tell a caller that the token is of there. */
  readonly otherIssuer: string
  /** Where the issuer process listens; `/oauth2` and its metadata are relayed there. */
  readonly issuerUrl: string
  /** Where the sandbox engine listens, for `/sandbox/*`; absent in production. */
  readonly sandboxEngineUrl?: string
  /** Whom to ask about people's tokens; absent where nobody is. */
  readonly franceConnect?: FranceConnectConfiguration
  /** CIDR blocks from which alone X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
  /**
   * Where client certificates come from: nowhere, the TLS connections that end here, or the `Client-Cert` header
   * of the trusted proxies, which must then remove it from what they receive.
   */
  readonly clientCertificates: 'off' | 'tls' | 'proxy'
  /** What the issuer knows this gateway by when it is told of a client's certificate; absent tells none. */
  readonly relaySecret?: string
  /** `OCTROI_UPSTREAM_ALLOW`: special-use addresses, hosts or host:port that upstreams may have. */
  readonly upstreamAllow: readonly string[]
  /** Origins of our own processes (sandbox engine, simulated providers): exempt from the address check. */
  readonly internalOrigins: readonly string[]
  /** Snapshot age in milliseconds from which APIs refuse. */
  readonly staleAfterMs: { readonly normal: number; readonly high: number }
  /** Failed authentications at the issuer that one address, and one client, may make before waiting. */
  readonly failureBudget: { readonly address: BudgetRate; readonly client: BudgetRate }
  readonly limits: GatewayLimits
  /** Connections of one listener at once; the default unless told. */
  readonly maxConnections?: number
  /** From where on calls are turned away with 503; the defaults unless told. */
  readonly overload?: OverloadLimits
  /** Plain calls are served on sockets of our own instead of `node:http`, and plain upstreams without undici. */
  readonly fastPath: boolean
}

/** Goals R15 of the security study: 30 s for sensitive APIs, a day for the others. */
export const defaultStaleAfterMs = { normal: 24 * 3600 * 1000, high: 30 * 1000 } as const

/**
 * An address may be a whole office behind one proxy. Attempts in progress count until they succeed, so
 * the burst is also how many token requests of one client may be open at once.
 */
export const defaultFailureBudget = {
  address: { burst: 500, perSecond: 20 },
  client: { burst: 200, perSecond: 1 },
} as const
