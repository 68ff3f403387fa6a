import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createCookieBrowser } from '#support/cookie-browser.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { runProgram } from '#support/run-program.ts'
import { sandboxTokens } from '#support/sandbox-tokens.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'
import { nonRealityRules } from '../../portal/src/features/population/non-reality-rules.ts'

let platform: StartedPlatform
let portal: string
let tokens: readonly string[]
let token: string
let slugs: string[]

before(async () => {
  platform = await startPlatform()
  portal = platform.demo.portal
  // The minute's limit is an application's: the personas are shared out.
  tokens = await sandboxTokens(platform, 4)
  token = tokens[0] ?? ''
  const list = await get('/en/docs/personas.md')
  slugs = [...list.matchAll(/\/en\/docs\/personas\/([a-z0-9-]+)\.md/g)].map(([, slug = '']) => slug)
})

after(async () => {
  await platform?.[Symbol.asyncDispose]()
})

async function get(path: string): Promise<string> {
  const { status, text } = await httpExchange(`${portal}${path}`)
  assert.equal(status, 200, path)
  return text
}

interface Asked {
  readonly command: string
  readonly status: number
  readonly body: unknown
}

/** Each command of a page, with the answer the page announces: the next block of JSON. */
function askedBy(markdown: string): Asked[] {
  return markdown
    .split(/^### /m)
    .slice(1)
    .flatMap((section) => {
      const body = JSON.parse(/```json\n([\s\S]*?)```/.exec(section)?.[1] ?? 'null')
      const status = Number(/^Answer (\d+)$/m.exec(section)?.[1])
      const commands = [...section.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, command = '']) => command)
      return commands.map((command) => ({ command, status, body }))
    })
}

/**
 * What the commands answer, in order. The shell reads each as it is written; curl then sends them all in one
 * process, because a thousand processes would take a minute.
 */
async function run(
  commands: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ status: number; body: unknown }[]> {
  const gather = 'all=(); curl() { all+=(--next -s -w $\'\\x1e%{http_code}\\x1f\' "$@"); }'
  const script = [gather, ...commands, `command curl "$\{all[@]:1}"`].join('\n')
  const said = await runProgram('bash', ['-c', script], env)
  return said
    .split('\u001f')
    .filter(Boolean)
    .map((one) => {
      const [body = '', status] = one.split('\u001e')
      return { status: Number(status), body: JSON.parse(body) as unknown }
    })
}

const takesPerson = ({ command }: Asked) => command.includes('$FC_TOKEN')

test('every command of every persona’s page gets the answer the page announces', async () => {
  assert.ok(slugs.length >= 40, String(slugs.length))
  let count = 0
  for (const [turn, slug] of slugs.entries()) {
    const asked = askedBy(await get(`/en/docs/personas/${slug}.md`)).filter((one) => !takesPerson(one))
    await compare(slug, asked, { TOKEN: tokens[turn % tokens.length] ?? '' })
    count += asked.length
  }
  assert.ok(count > 2_000, String(count))
})

async function compare(slug: string, asked: readonly Asked[], env: Readonly<Record<string, string>>): Promise<void> {
  const answers = await run(
    asked.map(({ command }) => command),
    env,
  )
  assert.equal(answers.length, asked.length, slug)
  for (const [index, { command, status, body }] of asked.entries()) {
    const answer = answers[index]
    assert.equal(answer?.status, status, `${slug}: ${command}${JSON.stringify(answer?.body)}`)
    assert.deepEqual(essence(answer?.body), essence(body), `${slug}: ${command}`)
  }
}

test('the commands that take the person’s own token answer as announced, after a FranceConnect login', async () => {
  for (const [slug, member] of [
    ['camille', 'camille'],
    ['nadia', 'karim'],
    ['elsa', 'elsa'],
    ['amina', 'amina'],
  ] as const) {
    const markdown = await get(`/en/docs/personas/${slug}.md`)
    const section = markdown.split(/^## /m).find((one) => one.toLowerCase().startsWith(member)) ?? ''
    const asked = askedBy(section).filter(takesPerson)
    assert.ok(asked.length >= 10, `${slug}: ${asked.length}`)
    const scopes = [...section.matchAll(/`(openid identite_pivot [a-z_ ]+)`/g)].flatMap(([, one = '']) =>
      one.split(' '),
    )
    await compare(slug, asked, { FC_TOKEN: await personToken(`${slug}.${member}`, [...new Set(scopes)].join(' ')) })
  }
})

/** The login of a persona in the sandbox's FranceConnect, by the demonstration's client. */
async function personToken(person: string, scope: string): Promise<string> {
  const { issuer, client_id, client_secret, redirect_uris } = platform.demo.france_connect
  const redirect_uri = redirect_uris[0] ?? ''
  const asked = new URLSearchParams({
    ...{ response_type: 'code', client_id, redirect_uri, scope },
    ...{ state: 's', nonce: 'n', acr_values: 'eidas1' },
  })
  const visitor = createCookieBrowser(new URL(issuer).origin, '/france-connect/')
  const page = await visitor.open(`${issuer}/authorize?${asked}`)
  const back = await visitor.submit(page.url, { person })
  const code = new URL(back.url).searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri, client_id, client_secret }
  const { json, text } = await httpExchange(`${issuer}/token`, { body: new URLSearchParams(form) })
  assert.ok(json?.access_token, text)
  return json.access_token
}

const newEachTime = ['request_id', 'type', 'jws']

/** Without what is new in each answer: the gateway's names of problem and request, and a proof's signature. */
function essence(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (name, value) => (newEachTime.includes(name) ? undefined : value)))
}

test('the page a person reads holds the commands and answers of its Markdown, in both languages', async () => {
  for (const lang of ['fr', 'en']) {
    const page = plain(await get(`/${lang}/docs/personas/nadia?person=karim`))
    const markdown = await get(`/${lang}/docs/personas/nadia.md`)
    const karim = markdown.split(/^## /m).find((section) => section.startsWith('KARIM')) ?? ''
    const blocks = [...karim.matchAll(/```(?:bash|json)\n([\s\S]*?)\n```/g)].map(([, block = '']) => block)
    assert.ok(blocks.length > 40)
    for (const block of blocks) assert.ok(page.includes(block), block)
  }
})

test('a stranger’s page is filled with the public token, and its command answers', async () => {
  const page = plain(await get('/en/docs/personas/camille'))
  const own = /TOKEN='([^']+)'/.exec(page)?.[1]
  assert.equal(own, platform.demo.sandbox.demo_token)
  const [first] = askedBy(await get('/en/docs/personas/camille.md'))
  const said = await runProgram('bash', ['-c', `TOKEN='${own}'\n${first?.command}`], {})
  assert.deepEqual(JSON.parse(said), first?.body)
})

test('SNB-3: the sandbox refuses an identifier that may be of a real person', async () => {
  const body = {
    recipient: '00000001800010',
    nir: '184127645108946',
    nom_naissance: 'X',
    debut: '2026-08',
    fin: '2026-10',
  }
  const { status, text } = await httpExchange(`${platform.demo.sandbox.gateway}/drm/v1/ressources`, {
    headers: { authorization: `Bearer ${token}` },
    body,
  })
  assert.equal(status, 422)
  assert.match(text, /real-identity-in-sandbox/)
  assert.ok(!text.includes(body.nir))
})

test('the declaration names tests that exist', async () => {
  const page = plain(await get('/fr/docs/non-reality'))
  for (const { tests } of nonRealityRules) {
    for (const { file, name } of tests) {
      assert.ok(readFileSync(join(import.meta.dirname, '../..', file), 'utf8').includes(name), `${file}: ${name}`)
      assert.ok(page.includes(name))
    }
  }
})

test('the fidelity report is of the population that runs, and the fare tables are those the sandbox decides by', async () => {
  const report = await get('/en/docs/population')
  assert.match(report, /19,\d{3} persons|[\d,]+ persons/)
  assert.ok((report.match(/within tolerance/g) ?? []).length >= 20)
  const outside = await httpExchange(`${platform.demo.sandbox.gateway}/library/population`)
  assert.equal(outside.status, 404, 'the gateway forwards nothing of it')
  const fares = await get('/fr/docs/fares')
  const unknown = await httpExchange(`${platform.demo.sandbox.gateway}/transport/v1/eligibilites`, {
    headers: { authorization: `Bearer ${token}`, 'x-sandbox-date': '2026-11-22' },
    body: {
      ...JSON.parse(/-d '(\{[^']*"bareme"[^']*\})'/.exec(await get('/fr/docs/personas/nadia.md'))?.[1] ?? '{}'),
      bareme: 'x/2020-01',
    },
  })
  const tables = [...String(unknown.json.detail).matchAll(/[a-z-]+\/\d{4}-\d{2}/g)].map(([name]) => name)
  assert.ok(tables.length >= 4, unknown.text)
  for (const table of tables) assert.ok(fares.includes(table), table)
})

function plain(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
