import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { httpExchange } from '#support/http-exchange.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

let sandbox: SandboxUnderTest
before(async () => {
  sandbox = await startSandbox()
})
after(() => sandbox[Symbol.asyncDispose]())

function pivotOf(place: number) {
  const adult = sandbox.populations.sandbox.persons.filter(
    ({ role, birth }) => role === 'adult' && birth.commune !== null && birth.month !== null && birth.day !== null,
  )[place]
  assert.ok(adult)
  const two = (value: number | null) => String(value ?? 0).padStart(2, '0')
  const identity = {
    given_name: adult.first_names.join(' '),
    given_name_array: adult.first_names,
    family_name: adult.birth_name,
    birthdate: `${adult.birth.year}-${two(adult.birth.month)}-${two(adult.birth.day)}`,
    gender: adult.sex === 'F' ? 'female' : 'male',
    birthplace: adult.birth.commune ?? '',
    birthcountry: adult.birth.country,
  }
  return { identity, nir: adult.nir }
}

const ask = (body: Record<string, unknown>) =>
  httpExchange(`${sandbox.engine}/identification`, { method: 'POST', body })

test('who logged in is found under the number that providers name', async () => {
  const { identity, nir } = pivotOf(3)
  assert.deepEqual((await ask(identity)).json, { references: [{ scheme: 'nir', value: nir }] })
})

test('nobody is guessed: another place, no sex, or no whole date give no reference', async () => {
  const { identity } = pivotOf(3)
  const changes = [{ birthdate: '1901-01-01' }, { gender: '' }, { birthdate: `${identity.birthdate.slice(0, 7)}-00` }]
  for (const change of changes) assert.deepEqual((await ask({ ...identity, ...change })).json, { references: [] })
})

test('what is no identity is refused', async () => {
  assert.equal((await ask({ given_name_array: [1] })).status, 400)
  assert.equal((await httpExchange(`${sandbox.engine}/identification`)).status, 404)
})
