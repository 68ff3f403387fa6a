/** The one scope of the management API: what an actor may do follows from its roles. */
export const managementScope = 'management'
