import type { PresentedCredential } from '../authentication/presented-credential.ts'

/**
 * What phases have worked out of a caller's address and header section alone. A connection keeps it for as long as
 * its header section repeats byte for byte; undefined is what nobody has asked yet.
 */
export class HeaderFacts {
  /** Why the section is refused, as `checkFraming` says. */
  framing: string | null | undefined = undefined
  /** Length of names and values. */
  bytes: number | undefined = undefined
  correlationId: string | null | undefined = undefined
  address: string | undefined = undefined
  hasSandboxHeader: boolean | undefined = undefined
  presented: PresentedCredential | undefined = undefined
  /** Whether `presented` was read by the rules of an API that accepts `X-Api-Key`. */
  acceptsApiKey = false
}
