import type { PersonLogin } from '#core/persons/person-deps.ts'
import type { PivotIdentity } from '#core/persons/pivot-identity.ts'

/** People of tests by the token that stands for them, with the reference their provider knows them by. */
export const testPeople: Readonly<Record<string, { readonly identity: PivotIdentity; readonly nir: string }>> = {
  maya: { identity: identityOf('Maya', 'female', '1990-04-12'), nir: '2900475056001' },
  theo: { identity: identityOf('Théo', 'male', '1988-11-03'), nir: '1881175056002' },
}

function identityOf(name: string, gender: 'female' | 'male', birthdate: string): PivotIdentity {
  return {
    given_name: `${name} Lou`,
    given_name_array: [name, 'Lou'],
    family_name: 'SPÉCIMEN-TEST',
    birthdate,
    gender,
    birthplace: '75056',
    birthcountry: '99100',
  }
}

/** An identity provider that believes the name before `#`; `maya#elsewhere` was given to another service. */
export const testPersonLogin: PersonLogin = {
  clientId: 'octroi-portal',
  environment: null,
  async check(token) {
    const [name = '', service] = token.split('#')
    const person = Object.hasOwn(testPeople, name) ? testPeople[name] : undefined
    if (person === undefined) return null
    const audience = service === 'elsewhere' ? 'another-service' : 'octroi-portal'
    return { audience, subject: token, scopes: [], expiresAt: 0, identity: person.identity }
  },
  async resolve(identity) {
    const found = Object.values(testPeople).find((one) => one.identity.birthdate === identity.birthdate)
    return found === undefined ? [] : [{ scheme: 'nir', value: found.nir }]
  },
}
