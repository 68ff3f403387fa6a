import type { PersonToken } from '#core/persons/person-token.ts'
import type { PivotIdentity } from '#core/persons/pivot-identity.ts'
import type { Dictionary } from '#kit/dictionary.ts'

/** What FranceConnect says of an active token, or null when a member is missing or has another shape. */
export function readIntrospection(said: Dictionary): PersonToken | null {
  const { aud, sub, exp, scope } = said
  const identity = readIdentity(said)
  if (!isText(aud) || !isText(sub) || typeof exp !== 'number' || !Number.isFinite(exp) || identity === null) return null
  const scopes = typeof scope === 'string' ? scope.split(' ') : Array.isArray(scope) ? scope.filter(isText) : []
  return { audience: aud, subject: sub, scopes: scopes.filter((name) => name !== ''), expiresAt: exp, identity }
}

function readIdentity(said: Dictionary): PivotIdentity | null {
  const { given_name: given, given_name_array: list, family_name: family, birthdate, gender } = said
  const { birthplace = '', birthcountry, preferred_username: usage } = said
  if (!isText(family) || typeof birthdate !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(birthdate)) return null
  if (typeof birthplace !== 'string' || !/^(\d[\dAB]\d{3})?$/.test(birthplace)) return null
  if (typeof birthcountry !== 'string' || !/^\d{5}$/.test(birthcountry)) return null
  const names = Array.isArray(list) ? list.filter(isText) : typeof given === 'string' ? given.split(' ') : []
  const firstNames = names.filter((name) => name !== '')
  return {
    given_name: typeof given === 'string' && given.length <= 256 ? given : firstNames.join(' '),
    given_name_array: firstNames,
    family_name: family,
    birthdate,
    gender: gender === 'female' || gender === 'male' ? gender : '',
    birthplace,
    birthcountry,
    ...(isText(usage) ? { preferred_username: usage } : {}),
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 256
}
