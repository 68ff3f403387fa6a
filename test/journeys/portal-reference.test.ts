import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { codeAfter } from '#support/code-blocks.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { hasProgram, runProgram } from '#support/run-program.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'
import { scenarios } from '../../server/sandbox/steering/scenarios.ts'

let platform: StartedPlatform
let folder: string
let id: string
let secret: string
const api = '/catalog/quotient-familial/v3'
const operation = `${api}/getQuotientFamilialIdentite`

before(async () => {
  platform = await startPlatform()
  folder = mkdtempSync(join(tmpdir(), 'octroi-snippets-'))
  const application = platform.demo.applications.find(({ environment }) => environment === 'sandbox')
  id = application?.client_id ?? ''
  secret = application?.client_secret ?? ''
})

after(async () => {
  rmSync(folder, { recursive: true, force: true })
  await platform?.[Symbol.asyncDispose]()
})

async function page(path: string): Promise<string> {
  const { status, text } = await httpExchange(`${platform.demo.portal}${path}`)
  assert.equal(status, 200, path)
  return text
}

/** Programs for the languages this machine has; the others are read, not run. */
const runners: Readonly<Record<string, readonly [file: string, program: string]>> = {
  curl: ['call.sh', 'bash'],
  javascript: ['call.mjs', process.execPath],
  python: ['call.py', 'python3'],
  java: ['Call.java', 'java'],
  php: ['call.php', 'php'],
  go: ['call.go', 'go'],
}

for (const path of [operation, `${api}/postQuotientFamilialIdentite`]) {
  test(`the programs of ${path} run as they are and get an answer`, async () => {
    const html = await page(`/en${path}`)
    for (const [language, [file, program]] of Object.entries(runners)) {
      const code = codeAfter(html, `id="snippet-${language}"`).replaceAll('YOUR_CLIENT_ID', id)
      assert.doesNotMatch(code, /oct_sbx_/, 'never a secret')
      if (!(await hasProgram(program, program === 'go' ? ['version'] : undefined))) continue
      writeFileSync(join(folder, file), code)
      const args = program === 'go' ? ['run', join(folder, file)] : [join(folder, file)]
      const said = await runProgram(program, args, { OCTROI_CLIENT_SECRET: secret })
      assert.match(said, /valeur['"]?: ?312/, language)
    }
    assert.match(codeAfter(html, 'id="snippet-csharp"'), /new HttpMethod\("(GET|POST)"\)/)
  })
}

test('each data scope shows only the fields it opens', async () => {
  const html = await page(`/fr${operation}`)
  const children = JSON.parse(codeAfter(html, '<code>cnaf_enfants</code></summary>'))
  assert.deepEqual(Object.keys(children.data), ['enfants'])
  const all = JSON.parse(codeAfter(html, 'Avec toutes les portées'))
  assert.deepEqual(Object.keys(all.data).sort(), ['adresse', 'allocataires', 'enfants', 'quotient_familial'])
})

test('the form offers every scenario of the sandbox, with the status it gives', async () => {
  const html = await page(`/fr${operation}`)
  const offered = [...html.matchAll(/<option value="([a-z-]+)">\1 \((\d+)\)/g)].map(([, slug, status]) => [
    slug,
    status,
  ])
  assert.deepEqual(
    offered.map(([slug]) => slug),
    Object.keys(scenarios),
  )
  const basic = Buffer.from(`${id}:${secret}`).toString('base64')
  const issued = await httpExchange(`${platform.demo.sandbox.issuer}/token`, {
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  for (const [slug = '', status] of offered) {
    if (['slow-answer', 'slow-body'].includes(slug)) continue
    const headers = { authorization: `Bearer ${issued.json.access_token}`, 'x-sandbox-scenario': slug }
    const answer = await httpExchange(`${platform.demo.sandbox.gateway}${platform.demo.first_call.path}`, { headers })
    assert.equal(String(answer.status), status, slug)
  }
})
