/** How an organization can have been verified, from not at all to by the operator. */
export const verifications = ['unverified', 'email_domain', 'identity_provider_claim', 'mandate', 'operator'] as const
