import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { httpExchange } from '#support/http-exchange.ts'
import { openInstallation } from '#support/open-installation.ts'

const hour = 3_600_000

test('with control and its database away for an hour', { timeout: 120_000 }, async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'octroi-outage-'))
  t.after(() => rmSync(dataDir, { recursive: true, force: true }))
  await using installation = await openInstallation(dataDir)
  const { topology } = installation
  const secrets = JSON.parse(readFileSync(join(dataDir, 'installation', 'demo-secrets.json'), 'utf8'))
  const secret = secrets.find((one: { environment: string }) => one.environment === 'production')
  const basic = `Basic ${Buffer.from(`${secret.client_id}:${secret.client_secret}`).toString('base64')}`
  const gateway = topology['gateway-production']
  const host = `localhost:${new URL(gateway).port}`
  const person =
    'nomNaissance=VALCLAIR-SP%C3%89CIMEN&prenoms[]=CAMILLE&prenoms[]=LOUISE&anneeDateNaissance=1992&moisDateNaissance=3' +
    '&jourDateNaissance=14&sexeEtatCivil=F&codeCogInseePaysNaissance=99100&codeCogInseeCommuneNaissance=69383&recipient=00000001800010'

  async function token(): Promise<string> {
    const answer = await httpExchange(`${gateway}/oauth2/token`, {
      headers: { host, authorization: basic },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    assert.equal(answer.status, 200, answer.text)
    return answer.json.access_token
  }
  const call = (path: string, bearer: string) =>
    httpExchange(`${gateway}${path}?${person}`, { headers: { host, authorization: `Bearer ${bearer}` } })
  const normal = '/v3/dss/quotient_familial/identite'
  const sensitive = '/v3/dss/allocation_adulte_handicape/identite'

  const before = await token()
  assert.equal((await call(normal, before)).status, 200)
  assert.notEqual((await call(sensitive, before)).status, 503)
  await installation.stop('control')
  installation.advance(hour)

  await t.test('tokens are still issued and APIs of normal sensitivity still answer', async () => {
    const answer = await call(normal, await token())
    assert.equal(answer.status, 200, answer.text)
  })

  await t.test('a token of before the outage has expired', async () => {
    assert.equal((await call(normal, before)).status, 401)
  })

  await t.test('APIs of high sensitivity refuse: nobody can say whether the rules still hold', async () => {
    const answer = await call(sensitive, await token())
    assert.equal(answer.status, 503, answer.text)
  })

  await t.test('a gateway and an issuer restarted meanwhile serve from their disks', async () => {
    await installation.stop('gateway-production')
    await installation.stop('issuer')
    await Promise.all([installation.start('issuer'), installation.start('gateway-production')])
    const bearer = await token()
    assert.equal((await call(normal, bearer)).status, 200)
    assert.equal((await call(sensitive, bearer)).status, 503)
  })

  await t.test('after a day without control everything refuses', async () => {
    installation.advance(24 * hour)
    const bearer = await token()
    assert.equal((await call(normal, bearer)).status, 503)
  })

  await t.test('when control is back, sensitive APIs answer again', async () => {
    await installation.start('control')
    const end = performance.now() + 15_000
    let answer = await call(sensitive, await token())
    while (answer.status === 503 && performance.now() < end) answer = await call(sensitive, await token())
    assert.notEqual(answer.status, 503, answer.text)
  })
})
