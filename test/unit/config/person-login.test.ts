import assert from 'node:assert/strict'
import test from 'node:test'
import { environmentOf, readEnv } from '#config/env.ts'
import { parseConfig } from '#config/parse-config.ts'

const client = {
  OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_ID: 'portal',
  OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_SECRET: 'a secret of the portal',
}
const references = { OCTROI_PERSON_REFERENCES_URL: 'https://references.example' }

// biome-ignore format: aligned table
const refusals: readonly (readonly [because: string, env: Record<string, string>, names: RegExp])[] = [
  ['half of the client is missing',        { OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_ID: 'portal' }, /LOGIN_CLIENT_SECRET/],
  ['FranceConnect itself is not known',    client,                                              /OCTROI_FRANCE_CONNECT_URL/],
  ['references are for a login of nobody', references,                                          /LOGIN_CLIENT_ID/],
]

for (const [because, env, names] of refusals) {
  test(`people's login is refused at start, by the variable's name, when ${because}`, () => {
    assert.throws(() => parseConfig(readEnv(env)), names)
  })
}

test("the portal's secrets at FranceConnect stay with control", (t) => {
  const secrets = ['OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_SECRET', 'OCTROI_PERSON_REFERENCES_TOKEN']
  for (const name of secrets) process.env[name] = 'kept'
  t.after(() => {
    for (const name of secrets) delete process.env[name]
  })
  for (const name of secrets) {
    assert.equal(environmentOf('control', null)[name], 'kept')
    assert.equal(environmentOf('gateway', 'production')[name], undefined)
  }
})
