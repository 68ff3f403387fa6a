import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { httpExchange } from '#support/http-exchange.ts'
import { managementCaller } from '#support/management-caller.ts'
import { signIn } from '#support/sign-in.ts'
import { siretOf } from '#support/siret.ts'
import { startPlatform } from '#support/start-platform.ts'

/** Letters alone: it passes for a name, and occurs nowhere by chance. */
function canary(): string {
  return `KANARI${[...randomBytes(14)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('')}`
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

test('no secret, password, token or personal value reaches a log, a metric or the data directory', async () => {
  const platform = await startPlatform()
  const { demo, dataDir } = platform
  const planted = new Map<string, string>()
  const plant = (what: string, value: string = canary()): string => {
    planted.set(what, value)
    return value
  }
  let told = ''
  /** What was answered to calls that were refused. */
  const refusals: string[] = []
  try {
    const email = `${randomUUID()}@kanari.example`
    const password = plant('password')
    const { issuer, cli_client_id: clientId } = demo.login
    const nobody = managementCaller(demo.management, null)
    assert.equal((await nobody.post('/accounts', { email, password, name: 'Canari' })).status, 201)
    const wrong = plant('wrong password')
    await signIn({ issuer, clientId, email, password: wrong }).catch(() => null)
    const token = plant('access token', await signIn({ issuer, clientId, email, password }))
    const person = managementCaller(demo.management, token)
    await person.put('/me/password', { current_password: plant('current password'), new_password: plant('new one') })
    const identifiers = [{ scheme: 'fr:siret', value: siretOf(77) }]
    const organization = await person.post('/organizations', { kind: 'consumer', name: 'Canaris', identifiers })
    assert.equal(organization.status, 201, organization.text)
    const machine = await person.post(`/organizations/${organization.json.id}/machines`, {
      label: 'CI',
      roles: ['developer'],
    })
    plant('machine secret', machine.json.client_secret)
    const application = await person.post(`/organizations/${organization.json.id}/applications`, { name: 'Canari' })
    const path = `/applications/${application.json.id}/credentials`
    const made = await person.post(path, { environment: 'sandbox', kind: 'client_secret', label: 'one' })
    const secret = plant('client secret', made.json.secret)

    const ask = (value: string, extra = '') =>
      httpExchange(`${demo.sandbox.issuer}/token`, {
        headers: { authorization: `Basic ${Buffer.from(`${made.json.client_id}:${value}`).toString('base64')}` },
        body: new URLSearchParams(`grant_type=client_credentials${extra}`),
      })
    let issued = await ask(secret)
    for (let at = 0; at < 40 && issued.status !== 200; at += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      issued = await ask(secret)
    }
    assert.equal(issued.status, 200, issued.text)
    const bearer = plant('token of a machine', issued.json.access_token)
    await ask(plant('wrong secret'))
    await ask(secret, `&scope=${plant('scope')}`)
    await ask(secret, `&client_assertion=${plant('assertion')}`)

    const call = async (target: string, options: Parameters<typeof httpExchange>[1] = {}) => {
      const headers = { authorization: `Bearer ${bearer}`, ...options.headers }
      // Production knows neither this token nor what it says; it must not repeat it either.
      for (const { gateway } of [demo.production, demo.sandbox]) {
        const answer = await httpExchange(`${gateway}${target}`, { ...options, headers })
        if (answer.status >= 400) refusals.push(answer.text)
        if (gateway === demo.sandbox.gateway) return answer
      }
      throw new Error('unreachable')
    }
    const route = '/v3/dss/quotient_familial/identite'
    const nameOf = (value: string) => `${demo.first_call.path.replace(/nomNaissance=[^&]*/, `nomNaissance=${value}`)}`
    const who = { 'x-agent-id': plant('agent'), 'x-octroi-case': plant('case') }
    const declared = await person.post(`/organizations/${organization.json.id}/subject-registrations`, {
      environment: 'sandbox',
      files: [
        {
          api: 'quotient-familial',
          identity: { nomNaissance: plant('declared name') },
          quality: 'applicant',
          valid_until: new Date(Date.now() + 86_400_000).toISOString(),
          case_reference: plant('declared case'),
        },
      ],
    })
    assert.equal(declared.status, 201, declared.text)
    const found = await call(demo.first_call.path, { headers: who })
    assert.equal(found.status, 200, found.text)
    await call(nameOf(plant('name in an address')))
    await call(nameOf(`${plant('name in a refused address')}%00`))
    await call(`${route}?${plant('name of a parameter')}=1`)
    await call(`/v3/${plant('segment of a path')}`)
    const json = { 'content-type': 'application/json' }
    const body = JSON.stringify({ nomNaissance: plant('name in a body'), anneeDateNaissance: 'x' })
    await call(route, { method: 'POST', headers: json, body })
    await call(route, { method: 'POST', headers: json, body: `{"nomNaissance": "${plant('broken body')}` })
    await call(route, { headers: { authorization: `Bearer ${plant('forged token')}` } })
    await call(route, { headers: { cookie: `a=${plant('cookie')}`, 'x-forwarded-for': plant('forwarding header') } })
    await httpExchange(`${demo.portal}/management/v1/me?token=${plant('address of the management API')}`)
    await httpExchange(`${demo.portal}/session/callback?code=${plant('code')}&state=x`)
    await httpExchange(`${demo.portal}/login/${plant('path of the issuer')}`)
    const metrics = /Metrics\s+(\S+)/.exec(platform.output())?.[1]
    assert.ok(metrics)
    told = (await httpExchange(metrics)).text
    for (const name of [
      'exchanges_total',
      'lease_units',
      'token_lookups_total',
      'audit_unshipped_bytes',
      'audit_behind_seconds',
    ])
      assert.match(told, new RegExp(`^octroi_${name}\\{`, 'm'), name)
  } finally {
    await platform.stop()
  }
  const places = [
    { place: 'the log', text: platform.output() },
    { place: 'the metrics', text: told },
    // The one word of the caller that an answer repeats: the name of the field that is wrong.
    {
      place: 'an answer that refuses',
      text: refusals.join('\n').replaceAll(planted.get('name of a parameter') ?? '', ''),
    },
    ...filesBelow(dataDir).map((file) => ({ place: file.slice(dataDir.length), text: readFileSync(file, 'latin1') })),
  ]
  assert.ok(places.length > 10 && refusals.length > 8)
  const found = places.flatMap(({ place, text }) =>
    [...planted].filter(([, value]) => text.includes(value)).map(([what]) => `${what} in ${place}`),
  )
  await platform[Symbol.asyncDispose]()
  assert.deepEqual(found, [])
})
