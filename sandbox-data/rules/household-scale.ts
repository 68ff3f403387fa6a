import { rates } from './rates.ts'

/** Multiples of the base amount: 1 alone, 1.5 for two, 0.3 more for each other person, 0.4 from the third child on. */
export function householdScale(adults: number, children: number): number {
  const { second_person, further_person, from_third_child } = rates.rsa
  const persons = adults + Math.min(children, 2)
  const ofFirstPersons = persons === 1 ? 1 : 1 + second_person + further_person * (persons - 2)
  return ofFirstPersons + from_third_child * Math.max(0, children - 2)
}
