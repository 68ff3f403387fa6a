/** Signature algorithms of DPoP proofs (RFC 9449 section 5.1), at the issuers and at the gateways alike. */
export const proofAlgorithms = ['ES256', 'PS256', 'Ed25519', 'EdDSA'] as const

/** How far the `iat` of a proof may lie from our clock, before or after, in seconds. */
export const proofWindowSeconds = 60
