/** States of an authorization. */
export const authorizationStates = ['active', 'suspended', 'revoked', 'expired', 'superseded'] as const
