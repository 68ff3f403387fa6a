import { type AccessTokenSigner, createAccessTokenSigner } from '#support/access-token-signer.ts'

export const audience = 'http://gateway.bench'
export const issuer = `${audience}/oauth2`

export function createBenchSigner(): AccessTokenSigner {
  return createAccessTokenSigner(issuer, audience)
}

/** Distinct live tokens, spread over the applications. */
export function signTokens(signer: AccessTokenSigner, count: number, applications: number): string[] {
  const step = Math.max(1, Math.floor(applications / count))
  const exp = Math.floor(Date.now() / 1000) + 3600
  return Array.from({ length: count }, (_, index) => {
    const number = (index * step) % applications
    return signer.sign({ client_id: `client-${number}`, sub: `client-${number}`, cred: `cred-${number}`, exp })
  })
}
