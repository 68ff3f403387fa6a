/** States of an access request, in the order of its life. */
export const requestStates = [
  'draft',
  'submitted',
  'changes_requested',
  'approved',
  'refused',
  'suspended',
  'revoked',
  'expired',
  'archived',
] as const
