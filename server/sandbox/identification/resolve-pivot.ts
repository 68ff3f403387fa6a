import type { IncomingMessage } from 'node:http'
import type { PivotIdentity } from '#core/persons/pivot-identity.ts'
import { isDictionary } from '#kit/dictionary.ts'
import type { Population } from '#sandbox-data/population.ts'
import { readBody } from '../read-body.ts'
import type { Reply } from '../reply.ts'
import { identifyPerson } from './identify-person.ts'
import { indexIdentities } from './identity-index.ts'

const registry = { name: 'SNGI', notFound: '00000' }

/**
 * `POST /identification`: the references of whoever logged in, from their civil status, as the service that certifies
 * identities would tell control. The gateway forwards no such path. Null for another path.
 */
export function createPivotResolver(population: Population): (request: IncomingMessage) => Promise<Reply> | null {
  const index = indexIdentities(population)

  function find(identity: PivotIdentity): readonly { readonly scheme: string; readonly value: string }[] {
    // Without a sex or a whole date of birth somebody else could be meant.
    const [year, month, day] = identity.birthdate.split('-').map(Number)
    if (identity.gender === '' || !year || !month || !day) return []
    const found = identifyPerson(
      {
        birthName: identity.family_name,
        firstNames: identity.given_name_array,
        sex: identity.gender === 'female' ? 'F' : 'M',
        year,
        month,
        day,
        country: identity.birthcountry === '' ? null : identity.birthcountry,
        communes: identity.birthplace === '' ? null : [identity.birthplace],
      },
      index,
      registry,
    )
    return 'nir' in found ? [{ scheme: 'nir', value: found.nir }] : []
  }

  async function answer(request: IncomingMessage): Promise<Reply> {
    const identity = parse(await readBody(request))
    if (identity === null) return { status: 400, body: {}, headers: {} }
    return { status: 200, body: { references: find(identity) }, headers: {} }
  }

  return (request) => (request.url === '/identification' && request.method === 'POST' ? answer(request) : null)
}

function parse(text: string | null): PivotIdentity | null {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (!isDictionary(value) || !Array.isArray(value.given_name_array)) return null
    const texts = [value.family_name, value.birthdate, value.gender, value.birthplace, value.birthcountry]
    const isWhole = [...texts, ...value.given_name_array].every((one) => typeof one === 'string')
    return isWhole ? (value as unknown as PivotIdentity) : null
  } catch {
    return null
  }
}
