/** The portal as a client of the identity provider of citizens. */
export interface PersonIssuerClient {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** What the host tells the portal with each request. URLs carry no trailing slash. */
export interface PortalSettings {
  readonly publicUrl: string
  /** Includes `/management/v1`. */
  readonly managementUrl: string
  readonly loginIssuer: string
  readonly loginClient: { readonly id: string; readonly secret: string }
  /** Where people log in to read what concerns them; null where they cannot. */
  readonly personIssuer?: PersonIssuerClient | null
  /** 32 bytes, as they are or in base64url. */
  readonly sessionKey: Uint8Array | string
  readonly gatewayUrl: string
  readonly sandboxUrl: string
  readonly requestId: string
  /** `demo` shows a banner on every page. */
  readonly profile?: string
  /** Who runs this installation; null where it was not told. */
  readonly publisher?: {
    readonly name: string | null
    readonly address: string | null
    readonly director: string | null
    readonly hosting: string | null
    readonly contact: string | null
    readonly dataProtection: string | null
    readonly security: string | null
  }
  /** How long exchange records are kept. */
  readonly retentionMonths?: number
  /** Where to connect for what lives under `publicUrl`, when that name may not resolve from here. */
  readonly loopbackUrl?: string
  /** The same for `sandboxUrl`. */
  readonly sandboxLoopbackUrl?: string
  /** Where the sandbox engine tells what is public about its population (`/library`). */
  readonly sandboxEngineUrl?: string
  /** The sandbox's public token, where the operator offers one. */
  readonly trialToken?: string | null
  /** A sandbox application that visitors without an account may try the interfaces with. */
  readonly guestSandbox?: { readonly clientId: string; readonly clientSecret: string }
}
