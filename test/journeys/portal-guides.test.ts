import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codeAfter } from '#support/code-blocks.ts'
import { httpExchange } from '#support/http-exchange.ts'
import { runProgram } from '#support/run-program.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'
import { problemCatalog } from '../../server/core/problems/catalog.ts'

let platform: StartedPlatform
let portal: string
let keys: Record<string, string>

before(async () => {
  platform = await startPlatform()
  portal = platform.demo.portal
  const application = platform.demo.applications.find(({ environment }) => environment === 'sandbox')
  const login = platform.demo.france_connect
  keys = {
    CLIENT_ID: application?.client_id ?? '',
    CLIENT_SECRET: application?.client_secret ?? '',
    LOGIN_CLIENT_ID: login.client_id,
    LOGIN_CLIENT_SECRET: login.client_secret,
  }
})

after(async () => {
  await platform?.[Symbol.asyncDispose]()
})

async function get(path: string): Promise<string> {
  const { status, text } = await httpExchange(`${portal}${path}`)
  assert.equal(status, 200, path)
  return text
}

async function slugs(lang: string): Promise<string[]> {
  const index = await get(`/${lang}/docs`)
  return [
    ...new Set([...index.matchAll(new RegExp(`href="/${lang}/docs/([a-z-]+)"`, 'g'))].map(([, slug = '']) => slug)),
  ]
}

/** The commands of a guide as one script, with a token where the guide does not get one itself. */
function scriptOf(markdown: string): string {
  const blocks = [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code = '']) => code)
  const token = `TOKEN=$(curl -s -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials "$ISSUER/token" | sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p')`
  return blocks.length === 0 ? '' : ['set -e', token, ...blocks].join('\n')
}

/** What the commands of a guide must show; a guide with commands and no entry here fails. */
const shown: Readonly<Record<string, readonly RegExp[]>> = {
  'getting-started': [/"valeur":312/, /"adresse"/],
  authentication: [/"token_endpoint"/, /"valeur":312/, /DPoP 200\n/, /^(?![\s\S]*"numero_libelle_voie")/],
  identities: [/legal-context-not-allowed/],
  quotas: [/quota-exceeded/],
  versions: [/^deprecation: @\d+/im, /^sunset: /im, /successor-version/],
  errors: [/invalid-token/],
  'france-connect': [
    /userinfo_endpoint/,
    /"family_name":"VALCLAIR/,
    /"valeur":312/,
    /^(?![\s\S]*"numero_libelle_voie")/,
  ],
  sandbox: [/BRUMEVAL/, /"35020"/, /"35003"/, /"annee":2026,"mois":3/],
}

for (const lang of ['fr', 'en']) {
  test(`every command of the guides runs and shows what the text says (${lang})`, async () => {
    for (const slug of await slugs(lang)) {
      const markdown = await get(`/${lang}/docs/${slug}.md`)
      assert.doesNotMatch(markdown, /%[A-Z_]+%/, slug)
      const script = scriptOf(markdown)
      assert.equal(script !== '', Object.hasOwn(shown, slug), `${slug} has commands, and expectations about them`)
      if (script === '') continue
      const run = () => runProgram('bash', ['-c', script], { ...keys, ISSUER: platform.demo.sandbox.issuer })
      const expected = shown[slug] ?? []
      const first = await run()
      // A platform in its first second refuses a proof that may be older than its memory: a reader asks again.
      const said = expected.every((pattern) => pattern.test(first)) ? first : await run()
      for (const pattern of expected) assert.match(said, pattern, `${lang} ${slug}`)
      const page = await get(`/${lang}/docs/${slug}`)
      assert.ok(markdown.includes(codeAfter(page, '<figure class="code"').trim()), 'the page shows the same command')
    }
  })
}

test('the languages have the same guides, and every link inside the portal leads somewhere', async () => {
  assert.deepEqual(await slugs('fr'), await slugs('en'))
  const seen = new Set<string>()
  for (const lang of ['fr', 'en']) {
    for (const slug of await slugs(lang)) {
      const markdown = await get(`/${lang}/docs/${slug}.md`)
      for (const [, path = ''] of markdown.matchAll(/\]\((\/[^)]+)\)/g)) seen.add(path)
    }
  }
  const listed = await get('/llms.txt')
  for (const [, url = ''] of listed.matchAll(/\]\(([^)]+)\)/g)) seen.add(url.slice(portal.length))
  assert.ok(seen.size > 40)
  for (const path of seen) await get(path)
})

test('the search finds guides, operations, problems and test persons, whatever the accents', async () => {
  const guide = await get('/fr/docs?q=minimisation')
  assert.match(guide, /href="\/fr\/docs\/scopes"/)
  const operation = await get('/en/docs?q=index%20civil')
  assert.match(operation, /catalog\/quotient-familial\/v3\/getQuotientFamilialIdentite"/)
  assert.match(await get('/fr/docs?q=valclair%20specimen%20quotient'), /getQuotientFamilialIdentite"/)
  assert.match(await get('/en/docs?q=quota-exceeded'), /href="\/en\/problems\/quota-exceeded"/)
  assert.match(await get('/fr/docs?q=mois%20de%20naissance%20inconnu'), /href="\/fr\/docs\/personas\/zoran"/)
  const nothing = await get('/en/docs?q=zzzz')
  assert.match(nothing, /Nothing matches/)
})

test('each problem a reader may cause is caused by its button', async () => {
  const causable: string[] = []
  for (const [slug, { status }] of Object.entries(problemCatalog)) {
    const before = await get(`/en/problems/${slug}`)
    if (!before.includes('value="trigger"')) continue
    causable.push(slug)
    if (slug === 'upstream-timeout') continue
    const page = await httpExchange(`${portal}/en/problems/${slug}`, {
      headers: { origin: portal },
      body: new URLSearchParams({ _action: 'trigger' }),
    })
    assert.equal(page.status, 200, slug)
    const told = before.includes('simulated provider')
    const answer = codeAfter(page.text, 'id="trigger"')
    if (told) assert.match(answer, /"errors"/, slug)
    else assert.equal(JSON.parse(answer).type, `${portal}/problems/${slug}`)
    const seen = Number(/Answer (\d+)/.exec(page.text)?.[1])
    assert.ok(Math.floor(seen / 100) === Math.floor(status / 100), `${slug}: ${seen}`)
  }
  assert.ok(causable.length >= 14, causable.join())
})
