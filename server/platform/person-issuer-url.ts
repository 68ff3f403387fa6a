import type { PublicAddresses } from '../processes/public-addresses.ts'

/** The sandbox's identity provider of citizens, below the sandbox gateway's own address, with FranceConnect's version in it. */
export function personIssuerUrl({ sandbox }: PublicAddresses): string {
  return `${sandbox}/france-connect/api/v2`
}
