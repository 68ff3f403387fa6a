import { proofAlgorithms } from '#core/oauth/proof-algorithms.ts'

/** `WWW-Authenticate` of RFC 6750 section 3, with the metadata link of RFC 9728 section 5.1. */
export function bearerChallenge(
  publicUrl: string,
  error?: 'invalid_token' | 'insufficient_scope',
  scope?: readonly string[],
): string {
  const parts = ['realm="octroi"']
  if (error) parts.push(`error="${error}"`)
  if (scope && scope.length > 0) parts.push(`scope="${scope.join(' ')}"`)
  parts.push(`resource_metadata="${publicUrl}/.well-known/oauth-protected-resource"`)
  return `Bearer ${parts.join(', ')}`
}

/** The same for tokens that are bound to a key (RFC 9449 section 7.1). */
export function proofChallenge(
  publicUrl: string,
  error?: 'invalid_token' | 'invalid_dpop_proof' | 'use_dpop_nonce',
): string {
  const parts = ['realm="octroi"']
  if (error) parts.push(`error="${error}"`)
  parts.push(`algs="${proofAlgorithms.join(' ')}"`)
  parts.push(`resource_metadata="${publicUrl}/.well-known/oauth-protected-resource"`)
  return `DPoP ${parts.join(', ')}`
}
