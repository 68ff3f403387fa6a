import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { withdrawForbiddenScopes } from '#core/authorizations/withdraw-forbidden-scopes.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { draftAccess, submitAccess, vote } from '#support/request-access.ts'

let world: AccessWorld
before(async () => {
  world = await openAccessWorld()
})
after(() => world[Symbol.asyncDispose]())

const quotient = { api: 'quotient-familial', version: 'v3' }

function problemOf(answer: { status: number; json: { type?: string } }): [number, string | undefined] {
  return [answer.status, answer.json.type?.split('/').at(-1)]
}

// biome-ignore format: aligned table
const broken: readonly (readonly [string, Record<string, unknown>, string, string])[] = [
  ['a blank title',                        { title: '  ' },                                         '/content/title',                   'required'],
  ['a blank purpose',                      { purpose: '' },                                         '/content/purpose',                 'required'],
  ['an unknown legal basis',               { legal_basis: 'fr-nothing' },                           '/content/legal_basis',             'known'],
  ['a basis the API is not opened on',     { legal_basis: 'fr-transports-l1113-1' },                '/content/legal_basis',             'accepted'],
  ['no legal context',                     { legal_contexts: [] },                                  '/content/legal_contexts',          'required'],
  ['no API',                               { apis: [] },                                            '/content/apis',                    'required'],
  ['an API that is not published',         { apis: [{ api: 'no-such-api', version: 'v3', scopes: ['x_y'] }] }, '/content/apis/0',       'published'],
  ['a scope the API does not have',        { apis: [{ ...quotient, scopes: ['no_such_scope'] }] },  '/content/apis/0/scopes',           'known'],
  ['an API asked for twice',               { apis: [{ ...quotient, scopes: ['cnaf_enfants'] }, { ...quotient, scopes: ['cnaf_adresse'] }] }, '/content/apis', 'unique'],
  ['an API without a scope',               { apis: [{ ...quotient, scopes: [] }] },                 '/content/apis/0/scopes',           'required'],
  ['long retention without justification', { retention_months: 37 },                                '/content/retention_justification', 'required'],
  ['no volume',                            { expected_calls_per_day: 0 },                           '/content/expected_calls_per_day',  'required'],
  ['an end in the past',                   { end_date: '2026-03-02' },                              '/content/end_date',                'future'],
  ['an end nobody will see',               { end_date: '9999-12-31' },                              '/content/end_date',                'span'],
  ['an end before production',             { end_date: '2026-05-01', production_date: '2026-06-01' }, '/content/end_date',              'order'],
  ['no data protection contact',           { contacts: [] },                                        '/content/contacts',                'data-protection'],
]

for (const [what, changes, field, rule] of broken) {
  test(`${what} keeps a request from being submitted, and is named`, async () => {
    const draft = await draftAccess(world, changes)
    const answer = await submitAccess(world, draft.id)
    assert.deepEqual(problemOf(answer), [422, 'incomplete-request'])
    assert.ok(
      answer.json.errors.some((error: Record<string, string>) => error.field === field && error.rule === rule),
      answer.text,
    )
  })
}

test('an empty draft may be kept, and its submission names every missing field at once', async () => {
  const { json: draft } = await world.as.denis.post('/access-requests', { application_id: world.applications.valmont })
  const answer = await submitAccess(world, draft.id, 'denis')
  assert.deepEqual(problemOf(answer), [422, 'incomplete-request'])
  const fields = new Set(answer.json.errors.map((error: { field: string }) => error.field))
  for (const name of ['title', 'purpose', 'legal_basis', 'apis', 'retention_months', 'contacts']) {
    assert.ok(fields.has(`/content/${name}`), name)
  }
})

test('an organization nobody verified may draft and not submit', async () => {
  const { json: draft } = await world.as.nino.post('/access-requests', { application_id: world.applications.newcomer })
  assert.deepEqual(problemOf(await submitAccess(world, draft.id, 'nino')), [422, 'organization-unverified'])
})

test('a use case prefills the request and forbids its scopes at submission', async () => {
  const created = await world.as.olga.post('/access-requests', {
    application_id: world.applications.valmont,
    use_case: 'tarification-solidaire-transports',
    content: { apis: [{ ...quotient, scopes: ['prime_activite'] }] },
  })
  assert.ok(created.json.content.purpose.length > 10)
  const answer = await submitAccess(world, created.json.id)
  assert.deepEqual(problemOf(answer), [422, 'scope-forbidden'])
  assert.match(answer.json.errors[0].message, /prime_activite/)
})

test('a scope forbidden after submission is refused at approval', async () => {
  const policy = {
    id: 'tarif-municipal',
    version: 1,
    title: { fallback: 'fr', texts: { fr: 'Tarif' } },
    description: { fallback: 'fr', texts: { fr: 'Tarif' } },
    legal_bases: ['fr-crpa-l114-8'],
    legal_contexts: [],
    scopes: { offered: [], forbidden: [] as string[], automatic: [] },
    template: {
      purpose: { fallback: 'fr', texts: { fr: 'But' } },
      legal_text: { fallback: 'fr', texts: { fr: 'Texte' } },
      recipients_of_data: { fallback: 'fr', texts: { fr: 'Agents' } },
      retention_months: 12,
    },
    source: 'test',
    valid_from: '2026-01-01',
    valid_to: null,
  }
  async function publish(version: number, forbidden: string[]): Promise<void> {
    const document = { ...policy, version, scopes: { ...policy.scopes, forbidden } }
    await world.unitOfWork.transaction((tx) =>
      inside(tx)
        .insertInto('use_case_policies')
        .values({ id: policy.id, version, document: JSON.stringify(document), valid_from: policy.valid_from })
        .execute(),
    )
  }
  await publish(1, [])
  const { json: draft } = await world.as.olga.post('/access-requests', {
    application_id: world.applications.valmont,
    use_case: policy.id,
    content: (await draftAccess(world)).content,
  })
  assert.equal((await submitAccess(world, draft.id)).status, 200)
  await publish(2, ['cnaf_quotient_familial'])
  assert.deepEqual(problemOf(await vote(world, 'carl', draft.id)), [422, 'scope-forbidden'])
})

test('a scope forbidden after approval is withdrawn from the grants, so that gateways refuse it', async () => {
  const id = 'tarif-retire'
  async function publish(version: number, forbidden: string[]): Promise<void> {
    const [known] = world.deps.pack.useCases
    assert.ok(known)
    const scopes = { offered: [], forbidden, automatic: [] }
    const document = { ...known, id, version, scopes, legal_bases: ['fr-crpa-l114-8'], legal_contexts: [] }
    const valid_from = '2026-01-01'
    await world.unitOfWork.transaction((tx) =>
      inside(tx)
        .insertInto('use_case_policies')
        .values({ id, version, document: JSON.stringify({ ...document, valid_from, valid_to: null }), valid_from })
        .execute(),
    )
  }
  await publish(1, [])
  const { json: draft } = await world.as.olga.post('/access-requests', {
    application_id: world.applications.valmont,
    use_case: id,
    content: (await draftAccess(world)).content,
  })
  assert.equal((await submitAccess(world, draft.id)).status, 200)
  for (const name of ['carl', 'odile'] as const) await vote(world, name, draft.id)
  const { json: approved } = await world.as.olga.get(`/access-requests/${draft.id}`)
  const scopesNow = async () =>
    (await world.publishedGrants())
      .filter((grant) => grant.authorization_id === approved.authorization_id)
      .flatMap((grant) => grant.scopes)
  const before = await scopesNow()
  assert.ok(before.includes('cnaf_quotient_familial'), `${approved.state}: ${before.join(' ')}`)
  assert.equal(await withdrawForbiddenScopes(world.deps), 0)
  await publish(2, ['cnaf_quotient_familial'])
  assert.equal(await withdrawForbiddenScopes(world.deps), 1)
  assert.deepEqual(
    await scopesNow(),
    before.filter((name) => name !== 'cnaf_quotient_familial'),
  )
  assert.equal(await withdrawForbiddenScopes(world.deps), 0)
})

test('a use case that does not exist is not found', async () => {
  const answer = await world.as.olga.post('/access-requests', {
    application_id: world.applications.valmont,
    use_case: 'no-such-use-case',
  })
  assert.equal(answer.status, 404)
})

test('nobody asks on behalf of an organization they are not a member of', async () => {
  const answer = await world.as.edgar.post('/access-requests', {
    application_id: world.applications.editor,
    beneficiary_id: world.organizations.valmont,
  })
  assert.equal(answer.status, 404)
})

test('a request under review cannot be edited, nor submitted twice', async () => {
  const draft = await draftAccess(world)
  await submitAccess(world, draft.id)
  const edit = await world.as.olga.patch(`/access-requests/${draft.id}`, { content: { title: 'Autre' } }, '*')
  assert.deepEqual(problemOf(edit), [409, 'wrong-state'])
  assert.deepEqual(problemOf(await submitAccess(world, draft.id)), [409, 'wrong-state'])
})

test('an edit needs the version it was based on', async () => {
  const draft = await draftAccess(world)
  const path = `/access-requests/${draft.id}`
  const etag = `"${draft.version}"`
  assert.equal((await world.as.olga.patch(path, { content: { title: 'Un' } }, etag)).status, 200)
  assert.deepEqual(problemOf(await world.as.olga.patch(path, { content: { title: 'Deux' } }, etag)), [
    412,
    'precondition-failed',
  ])
})

test('a refusal needs motive and remedy, a call for changes a motive', async () => {
  const draft = await draftAccess(world)
  await submitAccess(world, draft.id)
  const refusal = await vote(world, 'carl', draft.id, { verdict: 'refuse', motive: 'Non' })
  assert.deepEqual([...problemOf(refusal), refusal.json.errors[0].field], [400, 'invalid-request', '/remedy'])
  const changes = await vote(world, 'carl', draft.id, { verdict: 'request_changes', motive: ' ' })
  assert.deepEqual([...problemOf(changes), changes.json.errors[0].field], [400, 'invalid-request', '/motive'])
})

test('a provider opens nothing that was not asked of it', async () => {
  const draft = await draftAccess(world)
  await submitAccess(world, draft.id)
  const cases = [{ 'quotient-familial@v3': ['cnaf_adresse'] }, { 'complementaire-sante-solidaire@v3': ['x_y'] }, {}]
  for (const scopes of cases) {
    assert.deepEqual(problemOf(await vote(world, 'carl', draft.id, { scopes })), [400, 'invalid-request'])
  }
})

test('what a page offers is what the rules allow', async () => {
  const draft = await draftAccess(world)
  const path = `/access-requests/${draft.id}`
  assert.deepEqual((await world.as.olga.get(path)).json.allowed, ['edit', 'submit', 'comment', 'archive'])
  assert.deepEqual((await world.as.aude.get(path)).json.allowed, [])
  assert.equal((await world.as.carl.get(path)).status, 404, 'a draft is not the provider business yet')
  await submitAccess(world, draft.id)
  assert.deepEqual((await world.as.olga.get(path)).json.allowed, ['comment'])
  assert.deepEqual((await world.as.carl.get(path)).json.allowed, ['vote', 'comment'])
  const decisions = (await world.as.carl.get(path)).json.decisions
  assert.deepEqual(
    decisions.map((one: { power: string; may_vote: boolean }) => [one.power, one.may_vote]),
    [
      ['provider', true],
      ['operator', false],
    ],
  )
})

test('reviewers find what waits for them until they have decided', async () => {
  const draft = await draftAccess(world)
  await submitAccess(world, draft.id)
  const isListed = async (query: string) => {
    const { json } = await world.as.carl.get(`/access-requests?${query}&page_size=200`)
    return json.items.some((item: { id: string }) => item.id === draft.id)
  }
  assert.ok(await isListed('view=to_review'))
  await vote(world, 'carl', draft.id)
  assert.ok(!(await isListed('view=to_review')))
  assert.ok(await isListed('view=to_review&state=submitted'))
  assert.ok(!(await isListed('view=mine')))
})

test('the conversation is read by both sides and names who wrote', async () => {
  const draft = await draftAccess(world)
  await submitAccess(world, draft.id)
  const path = `/access-requests/${draft.id}/messages`
  assert.equal((await world.as.carl.post(path, { text: 'Quel barème ?' })).status, 201)
  assert.equal((await world.as.olga.post(path, { text: 'Délibération jointe.' })).status, 201)
  const { json } = await world.as.olga.get(path)
  assert.deepEqual(
    json.items.map((one: Record<string, string>) => [one.author_name, one.organization_name, one.text]),
    [
      ['carl', 'Cnaf', 'Quel barème ?'],
      ['olga', 'Métropole de Valmont', 'Délibération jointe.'],
    ],
  )
})

test('a list is read page by page without loss or repetition', async () => {
  const { json: whole } = await world.as.olga.get('/access-requests?page_size=200')
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const suffix: string = cursor === null ? '' : `&cursor=${cursor}`
    const { json } = await world.as.olga.get(`/access-requests?page_size=3${suffix}`)
    seen.push(...json.items.map((item: { id: string }) => item.id))
    cursor = json.next_cursor
  } while (cursor !== null)
  assert.deepEqual(
    seen,
    whole.items.map((item: { id: string }) => item.id),
  )
})
