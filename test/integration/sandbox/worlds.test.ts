import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { askSandbox, sandboxPaths } from '#support/ask-sandbox.ts'
import { civilStatusOfPerson, civilStatusQuery } from '#support/civil-status-query.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

let sandbox: SandboxUnderTest
const folder = mkdtempSync(join(tmpdir(), 'octroi-worlds-'))
before(async () => {
  sandbox = await startSandbox('2026-11-22', folder)
})
after(async () => {
  await sandbox[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers of several operations, read by assertions
  readonly json: any
}

async function control(app: string, line: string, body?: unknown, name?: string): Promise<Answer> {
  const [method = '', path = ''] = line.split(' ')
  const response = await fetch(`${sandbox.engine}/sandbox${path}`, {
    method,
    headers: { 'octroi-application': app, ...(name === undefined ? {} : { 'x-sandbox-name': name }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: await response.json() }
}

function personOf(persona: string) {
  const person = sandbox.populations.sandbox.households.find((each) => each.persona === persona)?.persons[0]
  assert.ok(person)
  return person
}

function ask(app: string, path: string, query: string, headers: Readonly<Record<string, string>> = {}) {
  return askSandbox(`${sandbox.engine}${path}?${query}`, { headers: { 'octroi-application': app, ...headers } })
}

const askAbout = (app: string, path: string, persona: string, headers: Readonly<Record<string, string>> = {}) =>
  ask(app, path, civilStatusQuery(civilStatusOfPerson(personOf(persona))), headers)

const household = {
  address: { street: '1 RUE FICTIVE', postcode: '69003', city: 'LYON', commune: '69383' },
  adults: [
    {
      id: 'alba',
      birth_name: 'TESTAMARINE',
      first_names: ['ALBA'],
      sex: 'F',
      birth: { date: '1990-02-03', country: '99100', commune: '01004' },
      situations: [{ from: '2015-01', wage: 1400 }],
    },
  ],
}
const alba = `nomNaissance=TESTAMARINE&prenoms%5B%5D=ALBA&anneeDateNaissance=1990&moisDateNaissance=2&jourDateNaissance=3&sexeEtatCivil=F&codeCogInseePaysNaissance=99100&codeCogInseeCommuneNaissance=01004&recipient=00000001800010`

test('the clock of an application stands where it puts it, tells what the calendar did, and goes back', async () => {
  assert.deepEqual((await control('clock', 'GET /clock')).json, { sandbox: 'main', now: '2026-11-22', is_moved: false })
  const moved = await control('clock', 'PUT /clock', { now: '2026-12-30' })
  assert.equal(moved.status, 200)
  const advanced = await control('clock', 'POST /clock/advance', { by: 'P3M5D' })
  assert.equal(advanced.json.now, '2027-04-04')
  const events: { date: string; type: string }[] = advanced.json.events
  assert.deepEqual(
    events.filter(({ type }) => type !== 'month-began').map(({ date, type }) => `${date} ${type}`),
    [
      '2027-01-01 income-year-changed',
      '2027-01-04 quotient-computed',
      '2027-02-08 quotient-computed',
      '2027-03-08 quotient-computed',
      '2027-04-01 benefits-revalued',
    ],
  )
  const { headers } = await askAbout('clock', sandboxPaths.cover, 'camille')
  assert.match(headers.get('x-sandbox-explain') ?? '', /clock=2027-04-04/)
  const other = await askAbout('another', sandboxPaths.cover, 'camille')
  assert.match(other.headers.get('x-sandbox-explain') ?? '', /clock=2026-11-22/)
  assert.equal((await control('clock', 'POST /clock/reset')).json.is_moved, false)
  for (const wrong of [{ now: '2027-02-30' }, { now: 5 }, {}, { now: '2027-01-01', more: 1 }])
    assert.equal((await control('clock', 'PUT /clock', wrong)).status, 400, JSON.stringify(wrong))
  assert.equal((await control('clock', 'POST /clock/advance', { by: 'P99Y' })).status, 422)
})

test('a household made in one call answers at once, and to its application alone', async () => {
  const made = await control('maker', 'POST /households', household)
  assert.equal(made.status, 201, JSON.stringify(made.json))
  assert.match(made.json.persons[0].nir, /^290020100400\d000\d\d$|^2900201004000\d\d$/)
  const answer = await ask('maker', sandboxPaths.quotient, alba)
  assert.equal(answer.status, 200)
  assert.equal((await ask('another', sandboxPaths.quotient, alba)).status, 404)
  assert.equal((await control('another', 'GET /households')).json.items.length, 0)
  assert.equal((await control('another', `GET /persons/${made.json.persons[0].id}`)).status, 404)
  const twin = await control('maker', 'POST /households', household)
  assert.equal(twin.status, 409)
  const wrong = await control('maker', 'POST /households', { ...household, adults: [] })
  assert.equal(wrong.status, 400)
  assert.equal(wrong.json.errors[0].field, '/adults')
})

test('a person changes from a month on, and the months before stay', async () => {
  const { id } = personOf('nadia')
  const entitled = async (app: string, date: string) => {
    const { body } = await askAbout(app, sandboxPaths.solidarity, 'nadia', { 'x-sandbox-date': date })
    return body.data?.est_beneficiaire
  }
  const before = await askAbout('changer', sandboxPaths.solidarity, 'nadia')
  const isRecipient = before.body.data?.est_beneficiaire === true
  const change = isRecipient ? { wage: 4000 } : { wage: 0, unemployment: 0, takes_up: true }
  assert.equal((await control('changer', `PATCH /persons/${id}`, { from: '2027-03', ...change })).status, 200)
  assert.equal(await entitled('changer', '2026-11-22'), isRecipient)
  assert.equal(await entitled('changer', '2027-12-10'), !isRecipient)
  assert.equal(await entitled('another', '2027-12-10'), isRecipient)
  const dead = await control('changer', `PATCH /persons/${personOf('camille').id}`, { from: '2026-01', has_died: true })
  assert.equal(dead.status, 200)
  const gone = await askAbout('changer', sandboxPaths.quotient, 'camille')
  assert.equal(gone.status, 404)
  assert.match(gone.headers.get('x-sandbox-explain') ?? '', /deceased/)
  assert.equal((await askAbout('another', sandboxPaths.quotient, 'camille')).status, 200)
  assert.equal((await control('changer', `PATCH /persons/${id}`, { from: '2027-03' })).status, 400)
  assert.equal((await control('changer', 'PATCH /persons/nobody', { from: '2027-03', wage: 1 })).status, 404)
})

test('a snapshot brings everything back; a reset leaves nothing', async () => {
  await control('saver', 'PUT /clock', { now: '2027-01-05' })
  await control('saver', 'POST /households', household)
  assert.equal((await control('saver', 'POST /snapshots', { name: 'before' })).status, 201)
  await control('saver', 'POST /reset')
  assert.equal((await ask('saver', sandboxPaths.quotient, alba)).status, 404)
  assert.equal((await control('saver', 'POST /snapshots/before/restore')).json.now, '2027-01-05')
  assert.equal((await ask('saver', sandboxPaths.quotient, alba)).status, 200)
  assert.equal((await control('saver', 'POST /snapshots/after/restore')).status, 404)
})

test('an application has up to five sandboxes, apart from one another', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await control('many', 'PUT /clock', { now: '2028-01-01' }, name)
  assert.equal((await control('many', 'PUT /clock', { now: '2028-01-01' }, 'e')).status, 409)
  assert.equal((await control('many', 'GET /clock')).json.is_moved, false)
  const inA = await askAbout('many', sandboxPaths.cover, 'camille', { 'x-sandbox-name': 'a' })
  assert.match(inA.headers.get('x-sandbox-explain') ?? '', /clock=2028-01-01/)
  const unknown = await askAbout('many', sandboxPaths.cover, 'camille', { 'x-sandbox-name': 'zz' })
  assert.equal(unknown.status, 400)
  assert.match(unknown.body.errors?.[0]?.detail ?? '', /main, a, b, c, d/)
  assert.equal((await control('many', 'DELETE /sandboxes/d')).status, 200)
  assert.equal((await control('many', 'PUT /clock', { now: '2028-01-01' }, 'e')).status, 200)
})

test('defaults of an application yield to magic values and headers', async () => {
  await control('defaults', 'PUT /defaults', { scenario: 'maintenance' })
  const { status, headers } = await askAbout('defaults', sandboxPaths.cover, 'camille')
  assert.equal(status, 503)
  assert.match(headers.get('x-sandbox-explain') ?? '', /by=application-default/)
  const asked = await askAbout('defaults', sandboxPaths.cover, 'camille', { 'x-sandbox-scenario': 'conflict' })
  assert.equal(asked.status, 409)
  const magic = civilStatusQuery(civilStatusOfPerson(personOf('camille'), { codeCogInseeCommuneNaissance: '00504' }))
  assert.equal((await ask('defaults', sandboxPaths.cover, magic)).status, 504)
  assert.equal((await askAbout('another', sandboxPaths.cover, 'camille')).status, 200)
  assert.equal((await control('defaults', 'PUT /defaults', { scenario: 'nothing' })).status, 400)
})

test('what was answered survives the end of the process, also when it died in the middle of a line', async () => {
  const app = 'survivor'
  await control(app, 'POST /households', household)
  await control(app, 'PUT /clock', { now: '2027-06-01' })
  appendFileSync(join(folder, `${app}.jsonl`), '{"sandbox":"main","event":{"type":"res')
  await sandbox[Symbol.asyncDispose]()
  sandbox = await startSandbox('2026-11-22', folder)
  assert.equal((await control(app, 'GET /clock')).json.now, '2027-06-01')
  assert.equal((await ask(app, sandboxPaths.quotient, alba)).status, 200)
  await control(app, 'POST /clock/reset')
  await sandbox[Symbol.asyncDispose]()
  sandbox = await startSandbox('2026-11-22', folder)
  assert.equal((await control(app, 'GET /clock')).json.is_moved, false)
})

test('sandboxes that nobody used for ninety days are forgotten, and one that only answers is used', async () => {
  const restartOn = async (day: string) => {
    await sandbox[Symbol.asyncDispose]()
    sandbox = await startSandbox(day, folder)
  }
  for (const app of ['reader', 'sleeper']) await control(app, 'PUT /clock', { now: '2030-01-01' })
  // The machine's own time is not that of the test.
  const then = Date.parse('2026-11-22T11:00:00Z') / 1000
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), then, then)
  await restartOn('2026-12-31')
  await askAbout('reader', sandboxPaths.cover, 'camille')
  await restartOn('2027-03-15')
  assert.equal((await control('reader', 'GET /clock')).json.is_moved, true)
  assert.equal((await control('sleeper', 'GET /clock')).json.is_moved, false)
  await restartOn('2026-11-22')
})

test('control refuses what it does not know, and no name leads out of its folder', async () => {
  assert.equal((await control('x', 'GET /nothing')).status, 404)
  assert.equal((await control('x', 'DELETE /clock')).status, 405)
  assert.equal((await control('x', 'GET /clock', undefined, '../etc')).status, 400)
  assert.equal((await control('../evil', 'GET /clock')).status, 500)
  assert.ok(readdirSync(folder).every((name) => name.endsWith('.jsonl') || name === 'receipt-key.json'))
})
