import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { httpExchange } from '#support/http-exchange.ts'
import { runProgram } from '#support/run-program.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'

let platform: StartedPlatform
let folder: string
let token: string
let keys: { clientId: string; clientSecret: string }
const versions: string[] = []

before(async () => {
  platform = await startPlatform()
  folder = mkdtempSync(join(tmpdir(), 'octroi-downloads-'))
  const application = platform.demo.applications.find(({ environment }) => environment === 'sandbox')
  keys = { clientId: application?.client_id ?? '', clientSecret: application?.client_secret ?? '' }
  const basic = Buffer.from(`${keys.clientId}:${keys.clientSecret}`).toString('base64')
  const issued = await httpExchange(`${platform.demo.sandbox.issuer}/token`, {
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  token = issued.json.access_token
  const { json } = await httpExchange(`${platform.demo.management}/catalog/apis?page_size=200`)
  for (const { api, version } of json.items) versions.push(`${api}/${version}`)
})

after(async () => {
  rmSync(folder, { recursive: true, force: true })
  await platform?.[Symbol.asyncDispose]()
})

async function download(version: string, file: string) {
  const answer = await httpExchange(`${platform.demo.portal}/en/catalog/${version}/downloads/${file}`)
  assert.equal(answer.status, 200, `${version} ${file}`)
  assert.match(String(answer.headers['content-disposition']), /^attachment; /)
  assert.doesNotMatch(answer.text, /oct_(sbx|prd)_/, 'never a secret')
  return answer
}

interface Sent {
  readonly method: string
  readonly url: string
  readonly body: string | undefined
}

async function answered(name: string, { method, url, body }: Sent): Promise<void> {
  const answer = await httpExchange(url.replace('{{gateway}}', platform.demo.sandbox.gateway), {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  })
  assert.ok([200, 404].includes(answer.status), `${name}: ${answer.status} ${answer.text}`)
}

test('every request of the Postman and Bruno collections is one the gateway accepts', async () => {
  for (const version of versions) {
    const postman = (await download(version, 'postman.json')).json
    assert.ok(postman.item.length > 0)
    for (const { name, request } of postman.item) {
      // Without a test person in its specification an operation has nothing to be filled with.
      if (!name.includes(' · ')) continue
      await answered(name, { method: request.method, url: request.url.raw, body: request.body?.raw })
      const built = `{{gateway}}/${request.url.path.join('/')}`
      assert.equal(request.url.raw.split('?')[0], built)
    }
    const bruno = (await download(version, 'bruno.json')).json
    assert.deepEqual(
      bruno.items.map((item: { name: string }) => item.name),
      postman.item.map((item: { name: string }) => item.name),
    )
    const [{ name, request }] = bruno.items
    if (name.includes(' · '))
      await answered(name, { method: request.method, url: request.url, body: request.body.json })
  }
})

test('the specification names the gateway of the environment asked for', async () => {
  const [version = ''] = versions
  const sandbox = (await download(version, 'openapi.sandbox.json')).json
  const production = (await download(version, 'openapi.json')).json
  assert.equal(sandbox.servers[0].url, platform.demo.sandbox.gateway)
  assert.equal(production.servers[0].url, platform.demo.production.gateway)
  const unknown = await httpExchange(`${platform.demo.portal}/en/catalog/${version}/downloads/secrets.json`)
  assert.equal(unknown.status, 404)
})

test('every generated client compiles strictly, and one makes a call', async () => {
  const files: string[] = []
  for (const version of versions) {
    const file = join(folder, `${version.replace('/', '.')}.client.ts`)
    writeFileSync(file, (await download(version, 'client.ts')).text)
    files.push(file)
  }
  const compiler = join(import.meta.dirname, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc6')
  const rules = ['--noEmit', '--ignoreConfig', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']
  const target = ['--target', 'es2023', '--lib', 'es2023,dom,dom.iterable', '--module', 'nodenext']
  await runProgram(process.execPath, [compiler, ...rules, ...target, ...files], {})

  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const file = files.find((one) => one.includes('quotient-familial')) ?? ''
  const { createClient, CallRefused } = await import(pathToFileURL(file).href)
  const client = createClient(keys)
  const camille = {
    nomNaissance: 'VALCLAIR-SPÉCIMEN',
    prenoms: ['CAMILLE', 'LOUISE'],
    anneeDateNaissance: 1992,
    moisDateNaissance: 3,
    jourDateNaissance: 14,
    sexeEtatCivil: 'F',
    codeCogInseePaysNaissance: '99100',
    codeCogInseeCommuneNaissance: '69383',
    recipient: '00000001800010',
  }
  for (const operation of ['getQuotientFamilialIdentite', 'postQuotientFamilialIdentite']) {
    const answer = await client[operation](camille)
    assert.equal(answer.data.quotient_familial.valeur, 312)
  }
  await assert.rejects(
    client.getQuotientFamilialIdentite({ ...camille, sexeEtatCivil: 'X' }),
    (error: { status?: number }) => {
      assert.ok(error instanceof CallRefused)
      assert.equal(error.status, 422)
      return true
    },
  )
})
