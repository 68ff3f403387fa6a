import type distributions from '../parameters/distributions.json'

/** Kinds of household that are drawn. */
export type HouseholdType = keyof typeof distributions.household_types
