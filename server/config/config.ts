import type { Environment } from '#core/environment.ts'

/** Which processes this one is: all of them under a supervisor, or one role of a distributed installation. */
export type RoleConfig =
  | { readonly kind: 'all' }
  | { readonly kind: 'control' }
  | { readonly kind: 'issuer' }
  | { readonly kind: 'gateway'; readonly environment: Environment }
  | { readonly kind: 'sandbox' }

export type DatabaseConfig =
  | { readonly engine: 'embedded'; readonly directory: string }
  | {
      readonly engine: 'postgres'
      readonly url: string
      /** Connection of the role that owns the tables, for migrations; the same as `url` unless told. */
      readonly ownerUrl: string
      readonly schema: string
    }

/** The listeners by the name the topology knows them by. */
export type ListenerName =
  | 'control'
  | 'internal'
  | 'issuer-production'
  | 'issuer-sandbox'
  | 'gateway-production'
  | 'gateway-sandbox'
  | 'sandbox-engine'
  | 'simulated-providers'

/** Addresses of the listeners, as the other processes reach them. */
export type Topology = Readonly<Record<ListenerName, string>>

/** Everything an operator decides, checked and typed. Secrets stand apart, in `secrets.ts`. */
/** This installation as a data provider of FranceConnect. */
export interface FranceConnectConfig {
  /** Its issuer, below which `/checktoken` and `/jwks` are. */
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
  /** Private JWK that opens its answers. */
  readonly key: Readonly<Record<string, unknown>>
}

/** How people log in to read what concerns them. */
export interface PersonLoginConfig {
  /** The portal as a client of FranceConnect. */
  readonly clientId: string
  readonly clientSecret: string
  /** The service that turns a civil status into references (`POST /identification`); null without one. */
  readonly referencesUrl: string | null
  readonly referencesToken: string | null
}

export interface Config {
  readonly profile: 'demo' | 'production'
  readonly role: RoleConfig
  readonly dataDir: string
  /** Addresses of the public listeners; both loopback families unless told. */
  readonly hosts: readonly string[]
  /** 0 means any free port. */
  readonly ports: Readonly<Record<ListenerName | 'metrics', number>>
  /** Public base URLs without a trailing slash; null means http://localhost and the port. */
  readonly urls: { readonly portal: string | null } & Readonly<Record<Environment, string | null>>
  /** Where the other roles are when they run apart; null under the supervisor. */
  readonly peers: Partial<Topology> | null
  readonly database: DatabaseConfig
  /** Gateways of one environment that share its limits; above 1 they need Redis. */
  readonly gateways: number
  readonly redis: { readonly url: string; readonly prefix: string } | null
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null
  /** Where gateways learn the certificate of a caller: nowhere, their own TLS, or the trusted proxies. */
  readonly clientCertificates: 'off' | 'tls' | 'proxy'
  /** CIDR ranges whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[]
  /** CIDR ranges or hosts that upstreams may have although they are special-use addresses. */
  readonly upstreamAllow: readonly string[]
  /** Folder of `HOST.crt` and `HOST.key`, and `HOST.ca` where needed, shown to providers; null shows none. */
  readonly upstreamCertificates: string | null
  /** Age of the snapshot from which APIs of that sensitivity answer 503. */
  readonly staleness: { readonly normalMs: number; readonly highMs: number }
  /** Gateways read plain calls on sockets of their own; off leaves everything to `node:http` and undici. */
  readonly fastPath: boolean
  /** Whether DPoP proofs must carry a nonce of the server they are for. */
  readonly proofNonces: boolean
  readonly staticBearerInProduction: boolean
  readonly audit: {
    /** Public keys of the witnesses whose word this installation relies on; none means nobody outside watches. */
    readonly witnesses: readonly string[]
    /** Months for which records are kept: 6 to 36. */
    readonly retentionMonths: number
    /** Why they are kept for more than 12 months; null otherwise. */
    readonly retentionReason: string | null
  }
  /** Who runs this installation, as its legal pages say; null where it was not told. */
  readonly publisher: {
    readonly name: string | null
    readonly address: string | null
    readonly director: string | null
    /** Name and address of who hosts it. */
    readonly hosting: string | null
    readonly contact: string | null
    readonly dataProtection: string | null
    /** An e-mail address or an https page (RFC 9116). */
    readonly security: string | null
  }
  /** The mail server, and the address messages come from; null keeps them in the portal. */
  readonly mail: { readonly url: string; readonly from: string } | null
  /** Synthetic persons of the sandbox: 2 000, 20 000 or 200 000. */
  readonly sandboxPopulation: 'S' | 'M' | 'L'
  /** FranceConnect, for production's operations with a person's token; null refuses them. */
  readonly franceConnect: FranceConnectConfig | null
  /** Null where they cannot; the demonstration uses the sandbox's provider. */
  readonly personLogin: PersonLoginConfig | null
  /** Whether the sandbox answers the public token, without an account. */
  readonly publicTrial: boolean
  readonly log: { readonly format: 'lines' | 'json'; readonly level: 'debug' | 'info' | 'warn' | 'error' }
}
