import type { LoginChoice } from '#core/persons/login-choices.ts'

const birth = ['birthdate', 'birthplace', 'birthcountry'] as const
const profile = ['given_name', 'given_name_array', 'family_name', 'birthdate', 'gender', 'preferred_username'] as const

/** Which members of the identity each scope of FranceConnect opens. */
export const identityScopes: Readonly<Record<string, readonly string[]>> = {
  openid: ['sub'],
  given_name: ['given_name', 'given_name_array'],
  family_name: ['family_name'],
  preferred_username: ['preferred_username'],
  birthdate: ['birthdate'],
  gender: ['gender'],
  birthplace: ['birthplace'],
  birthcountry: ['birthcountry'],
  email: ['email'],
  profile,
  birth,
  identite_pivot: [
    'given_name',
    'given_name_array',
    'family_name',
    'birthdate',
    'gender',
    'birthplace',
    'birthcountry',
  ],
}

/** Everything that can be said of a person; scopes pick from it. */
export function claimsOf({ identity, email }: LoginChoice): Readonly<Record<string, unknown>> {
  return { ...identity, email }
}
