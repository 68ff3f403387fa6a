import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { PivotIdentity } from '#core/persons/pivot-identity.ts'
import { canonicalIdentity } from '#core/subjects/canonical-identity.ts'
import { pseudonymUnder } from '#core/subjects/subject-keys.ts'
import type { FranceConnectConfiguration } from '#gateway/authentication/person-token-client.ts'
import { createRegistrationCheck } from '#gateway/subjects/create-registration-check.ts'
import type { RegistrationQuery } from '#gateway/subjects/registration-check.ts'
import { call } from '#support/call-gateway.ts'
import { type GatewayWorld, type GatewayWorldOptions, startGatewayWorld } from '#support/gateway-world.ts'
import {
  addPersonOperation,
  dataProvider,
  loginCredential,
  type PersonIssuerWorld,
  personPath,
  personQuery,
  startPersonIssuer,
} from '#support/person-issuer-world.ts'
import { testSubjectTracing } from '#support/subject-tracing.ts'

const tracing = testSubjectTracing()

describe("a call with a person's own token", () => {
  let persons: PersonIssuerWorld
  let world: GatewayWorld
  let token: string

  function startGateway(
    franceConnect?: FranceConnectConfiguration,
    dependencies: GatewayWorldOptions['dependencies'] = {},
    mustRegister = false,
  ): Promise<GatewayWorld> {
    const internal = franceConnect ? { internalOrigins: [new URL(franceConnect.baseUrl).origin] } : {}
    return startGatewayWorld({
      environment: 'sandbox',
      dependencies,
      specification: (document) => {
        addPersonOperation(document)
        document['x-octroi'].requires_subject_registration = mustRegister
      },
      configuration: { ...(franceConnect ? { franceConnect } : {}), ...internal, upstreamAllow: ['127.0.0.1'] },
      snapshot: ({ states }) => states.credential.set('cred-login', loginCredential()),
    })
  }

  const configuration = (issuer: string): FranceConnectConfiguration => ({
    issuer,
    baseUrl: issuer,
    clientId: dataProvider.clientId,
    clientSecret: dataProvider.secret,
    decryptionKey: dataProvider.answerKey,
  })

  before(async () => {
    persons = await startPersonIssuer()
    world = await startGateway(configuration(persons.issuer))
    token = await persons.tokenOf('camille.camille')
  })
  after(async () => {
    await world[Symbol.asyncDispose]()
    await persons[Symbol.asyncDispose]()
  })

  const ask = (bearer: string | null, more: Parameters<typeof call>[1] = {}) =>
    call(world, { path: personPath, query: personQuery, token: bearer, ...more })

  it('is answered, and the provider is told who logged in by this gateway alone', async () => {
    const forged = { 'octroi-person': Buffer.from('{"family_name":"FORGED"}').toString('base64url') }
    const { status, json } = await ask(token, { headers: forged })
    assert.equal(status, 200)
    assert.equal(json.data.quotient_familial.valeur, 312)
    const sent = world.upstream.requests.at(-1)
    const lines = (sent?.rawHeaders ?? []).filter((name) => name.toLowerCase() === 'octroi-person')
    assert.equal(lines.length, 1)
    const identity = JSON.parse(
      Buffer.from(String(sent?.headers['octroi-person']), 'base64url').toString('utf8'),
    ) as PivotIdentity
    assert.equal(identity.family_name, 'VALCLAIR-SPÉCIMEN')
    assert.deepEqual(identity.given_name_array, ['CAMILLE', 'LOUISE'])
    assert.equal(sent?.headers['octroi-application'], 'app-1')
    assert.ok(!sent?.url.includes('CAMILLE'), 'nothing of the identity is in the address')
    assert.equal(sent?.headers.authorization, undefined)
  })

  it('is limited to the scopes the person let pass, and the grant to its own', async () => {
    const { json } = await ask(token)
    assert.deepEqual(Object.keys(json.data), ['quotient_familial'])
    const children = await persons.tokenOf('camille.camille', 'openid identite_pivot cnaf_enfants cnaf_adresse')
    const answer = await ask(children)
    assert.deepEqual(Object.keys(answer.json.data), ['enfants'], 'the grant of this world opens no address')
    const nothing = await ask(await persons.tokenOf('camille.camille', 'openid identite_pivot'))
    assert.equal(nothing.status, 403)
    assert.equal(nothing.json.reason, 'scope_not_granted')
  })

  it('is recorded with the application whose client the token was given to, and without the identity', async () => {
    await ask(token)
    const record = world.records.at(-1)
    assert.equal(record?.application_id, 'app-1')
    assert.equal(record?.credential_id, 'cred-login')
    assert.deepEqual(record?.scopes_asked, ['cnaf_quotient_familial'])
    assert.ok(!JSON.stringify(world.records).includes('VALCLAIR'))
  })

  it('asks about a token once, and not again for a while', async () => {
    const fresh = await persons.tokenOf('hugo.hugo')
    assert.equal((await ask(fresh)).status, 200)
    persons.change(['credential'], ({ states }) => states.credential.delete('cred-login'))
    try {
      assert.equal((await ask(fresh)).status, 200)
    } finally {
      persons.change(['credential'], ({ states }) => states.credential.set('cred-login', loginCredential()))
    }
  })

  it('is refused with a token nobody knows, or an application’s own', async () => {
    const unknown = await ask('n0Such-Token_at-all')
    assert.equal(unknown.status, 401)
    assert.equal(unknown.json.reason, 'invalid_token')
    assert.match(String(unknown.headers['www-authenticate']), /error="invalid_token"/)
    const own = await ask(world.signer.sign())
    assert.equal(own.status, 401)
    assert.match(own.json.detail, /FranceConnect/)
    const proof = await ask(null, { headers: { authorization: `DPoP ${token}` } })
    assert.equal(proof.status, 401)
    assert.equal((await ask(null)).status, 401)
  })

  it('opens no operation that takes an application’s token', async () => {
    assert.equal((await call(world, { token })).status, 401)
  })

  it('is refused when the token was given to a client that is no application here', async () => {
    world.change(['credential'], ({ states }) => states.credential.delete('cred-login'))
    try {
      const answer = await ask(token)
      assert.equal(answer.status, 401)
      assert.match(answer.json.detail, /no application here/)
    } finally {
      world.change(['credential'], ({ states }) => states.credential.set('cred-login', loginCredential()))
    }
    assert.equal((await ask(token)).status, 200)
  })

  it('is refused when the application is suspended, or its credential has expired', async () => {
    const expired = loginCredential({ expires_at: '2024-01-01T00:00:00Z' })
    world.change(['credential'], ({ states }) => states.credential.set('cred-login', expired))
    assert.equal((await ask(token)).status, 401)
    world.change(['credential'], ({ states }) => states.credential.set('cred-login', loginCredential()))
    const application = (state: 'active' | 'suspended') =>
      world.change(['application'], ({ states }) => {
        const known = states.application.get('client-1')
        if (known) states.application.set('client-1', { ...known, state })
      })
    application('suspended')
    assert.equal((await ask(token)).json.reason, 'application_suspended')
    application('active')
  })

  it('proves nothing when the identity provider does not answer, and says so', async () => {
    const gone = await startGateway(configuration('http://127.0.0.1:9/france-connect/api/v2'))
    try {
      const answer = await call(gone, { path: personPath, query: personQuery, token })
      assert.equal(answer.status, 503)
      assert.equal(answer.json.reason, 'france_connect_unavailable')
      assert.ok(answer.headers['retry-after'])
    } finally {
      await gone[Symbol.asyncDispose]()
    }
  })

  it('is refused where no identity provider is configured', async () => {
    const bare = await startGateway()
    try {
      const answer = await call(bare, { path: personPath, query: personQuery, token })
      assert.equal(answer.status, 503)
      assert.equal(answer.json.reason, 'france_connect_not_configured')
      assert.equal(bare.upstream.requests.length, 0)
    } finally {
      await bare[Symbol.asyncDispose]()
    }
  })

  it('names in its record, as a hash, the person that the same civil status names', async () => {
    const traced = await startGateway(configuration(persons.issuer), { subjects: tracing })
    try {
      await call(traced, { path: personPath, query: personQuery, token })
      const pseudonym = traced.records[0]?.subjects?.[0]?.pseudonym
      const stated = {
        ...{ nomNaissance: 'Valclair Specimen', prenoms: ['Camille', 'Louise'], sexeEtatCivil: 'F' },
        ...{ anneeDateNaissance: 1992, moisDateNaissance: 3, jourDateNaissance: 14 },
        ...{ codeCogInseePaysNaissance: '99100', codeCogInseeCommuneNaissance: '69383' },
      }
      const value = canonicalIdentity(stated, Object.keys(stated))
      const key = tracing.keyAt(Date.now())
      assert.equal(pseudonym, key && pseudonymUnder(key.hash, { scheme: 'presented', value }))
      assert.ok(pseudonym)
    } finally {
      await traced[Symbol.asyncDispose]()
    }
  })

  it('is refused, as any other call, about a person on whom the recipient keeps no declared file', async () => {
    const asked: RegistrationQuery[] = []
    const ask = async (query: RegistrationQuery) => {
      asked.push(query)
      return { registered: false, ends_in_ms: 0 }
    }
    const clock = { now: () => Date.now(), monotonic: () => performance.now() }
    const registrations = createRegistrationCheck({ ask, clock })
    const strict = await startGateway(configuration(persons.issuer), { subjects: tracing, registrations }, true)
    try {
      const answer = await call(strict, { path: personPath, query: personQuery, token })
      assert.equal(answer.status, 403, answer.text)
      assert.equal(answer.json.reason, 'subject_not_registered')
      assert.equal(asked.length, 1)
      assert.equal(strict.upstream.requests.length, 0)
    } finally {
      await strict[Symbol.asyncDispose]()
    }
  })

  it('costs whoever guesses a budget, and not whoever knows', async () => {
    const guesses = await Promise.all(Array.from({ length: 120 }, (_, at) => ask(`guess-number-${at}`)))
    const last = guesses.filter(({ status }) => status === 429)
    assert.ok(last.length > 0 && guesses.every(({ status }) => status === 401 || status === 429))
    assert.ok(last.every(({ headers }) => headers['retry-after']))
    assert.equal((await ask(token)).status, 200)
  })
})
