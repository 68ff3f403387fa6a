import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import test from 'node:test'
import { ConfigurationError } from '#config/configuration-error.ts'
import { environmentOf, readEnv } from '#config/env.ts'
import { parseConfig } from '#config/parse-config.ts'

const franceConnect = {
  OCTROI_FRANCE_CONNECT_URL: 'https://fc.example/api/v2',
  OCTROI_FRANCE_CONNECT_CLIENT_ID: 'provider',
  OCTROI_FRANCE_CONNECT_CLIENT_SECRET: 'a secret',
  OCTROI_FRANCE_CONNECT_KEY: JSON.stringify(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  ),
}

const refusals: readonly { readonly because: string; readonly env: Record<string, string>; readonly names: RegExp }[] =
  [
    { because: 'a port is no number', env: { OCTROI_PORT: 'http' }, names: /OCTROI_PORT/ },
    { because: 'a port is too high', env: { OCTROI_GATEWAY_PORT: '70000' }, names: /OCTROI_GATEWAY_PORT/ },
    {
      because: 'a public URL has a query',
      env: { OCTROI_PUBLIC_URL: 'https://a.example/?x=1' },
      names: /OCTROI_PUBLIC_URL/,
    },
    { because: 'the profile is unknown', env: { OCTROI_PROFILE: 'test' }, names: /OCTROI_PROFILE/ },
    { because: 'the demo would listen beyond loopback', env: { OCTROI_HOST: '0.0.0.0' }, names: /OCTROI_HOST/ },
    {
      because: 'the demo would fill a database server',
      env: { DATABASE_URL: 'postgres://h/db' },
      names: /DATABASE_URL/,
    },
    { because: 'a certificate comes without its key', env: { OCTROI_TLS_CERT: '/c.pem' }, names: /OCTROI_TLS_KEY/ },
    { because: 'several gateways would each count alone', env: { OCTROI_GATEWAYS: '2' }, names: /REDIS_URL/ },
    {
      because: 'a proxy range is none',
      env: { OCTROI_TRUSTED_PROXIES: '10.0.0.0/99' },
      names: /OCTROI_TRUSTED_PROXIES/,
    },
    { because: 'the population is none', env: { OCTROI_SANDBOX_POPULATION: 'XL' }, names: /OCTROI_SANDBOX_POPULATION/ },
    {
      because: 'FranceConnect is configured in part',
      env: { OCTROI_FRANCE_CONNECT_URL: 'https://fc.example/api/v2' },
      names: /OCTROI_FRANCE_CONNECT_KEY/,
    },
    {
      because: 'the key for FranceConnect is none',
      env: { ...franceConnect, OCTROI_FRANCE_CONNECT_KEY: '{}' },
      names: /OCTROI_FRANCE_CONNECT_KEY/,
    },
    { because: 'a gateway has no environment', env: { OCTROI_ROLE: 'gateway' }, names: /OCTROI_ENVIRONMENT/ },
    { because: 'an issuer does not know control', env: { OCTROI_ROLE: 'issuer' }, names: /OCTROI_CONTROL_URL/ },
    {
      because: 'production would be reached without TLS',
      env: { OCTROI_PROFILE: 'production', OCTROI_PUBLIC_URL: 'http://octroi.example' },
      names: /OCTROI_PUBLIC_URL/,
    },
  ]

for (const { because, env, names } of refusals) {
  test(`a configuration is refused by a sentence that names the variable when ${because}`, () => {
    assert.throws(
      () => parseConfig(readEnv(env)),
      (error: Error) => error instanceof ConfigurationError && names.test(error.message) && error.message.endsWith('.'),
    )
  })
}

test('FranceConnect is known when all of it is, and never over plain http in production', () => {
  assert.equal(parseConfig(readEnv({})).franceConnect, null)
  const { url, clientId, key } = parseConfig(readEnv(franceConnect)).franceConnect ?? {}
  assert.deepEqual([url, clientId, key?.kty], ['https://fc.example/api/v2', 'provider', 'EC'])
  const plain = { ...franceConnect, OCTROI_FRANCE_CONNECT_URL: 'http://fc.example', NODE_ENV: 'production' }
  assert.throws(() => parseConfig(readEnv(plain)), /OCTROI_FRANCE_CONNECT_URL must be https/)
})

test('the secrets for FranceConnect go to control and to the production gateway alone', () => {
  const before = process.env.OCTROI_FRANCE_CONNECT_KEY
  process.env.OCTROI_FRANCE_CONNECT_KEY = 'key'
  try {
    const has = (role: string, environment: string | null) =>
      environmentOf(role, environment).OCTROI_FRANCE_CONNECT_KEY === 'key'
    assert.equal(has('gateway', 'production'), true)
    for (const [role, environment] of [
      ['gateway', 'sandbox'],
      ['issuer', null],
      ['sandbox', null],
    ] as const)
      assert.equal(has(role, environment), false, role)
  } finally {
    if (before === undefined) delete process.env.OCTROI_FRANCE_CONNECT_KEY
    else process.env.OCTROI_FRANCE_CONNECT_KEY = before
  }
})

test('with nothing set it is the demo on both loopback families and embedded storage', () => {
  const config = parseConfig(readEnv({}))
  assert.equal(config.profile, 'demo')
  assert.deepEqual(config.hosts, ['127.0.0.1', '::1'])
  assert.equal(config.database.engine, 'embedded')
  assert.equal(config.ports.control, 3000)
  assert.match(config.dataDir, /\/\.octroi$/)
})

test('NODE_ENV=production means the production profile, and static bearers are then an operator’s choice', () => {
  const config = parseConfig(readEnv({ NODE_ENV: 'production' }))
  assert.equal(config.profile, 'production')
  assert.equal(config.staticBearerInProduction, false)
})

test('public URLs lose their trailing slash', () => {
  const config = parseConfig(readEnv({ OCTROI_PUBLIC_URL: 'https://octroi.example/' }))
  assert.equal(config.urls.portal, 'https://octroi.example')
})

test('the demo may run on a database server when told explicitly', () => {
  const config = parseConfig(readEnv({ DATABASE_URL: 'postgres://h/db', OCTROI_DEMO_ANYWHERE: 'true' }))
  assert.equal(config.database.engine, 'postgres')
})
