import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { managementCaller } from '#support/management-caller.ts'

const identity = { nomNaissance: 'Kanari-Lefèbvre', prenoms: ['Zoéphiline'], anneeDateNaissance: 1980 }
const file = { api: 'quotient-familial', identity, quality: 'applicant', valid_until: '2027-01-01T00:00:00Z' }

describe('the directory of data subjects', () => {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const path = (name: 'valmont' | 'rival' = 'valmont') =>
    `/organizations/${world.organizations[name]}/subject-registrations`
  const declare = (files: readonly object[], environment = 'production') =>
    world.as.denis.post(path(), { environment, files })

  it('takes a batch whole or not at all, and names what is wrong with which file', async () => {
    for (const [broken, field] of [
      [{ ...file, api: 'no-such-api' }, '/files/1/api'],
      [{ ...file, identity: { couleur: 'bleu' } }, '/files/1/identity/couleur'],
      [{ ...file, identity: { nomNaissance: '--' } }, '/files/1/identity'],
      [{ ...file, valid_until: '2026-01-01T00:00:00Z' }, '/files/1/valid_until'],
      [{ ...file, valid_until: '2036-01-01T00:00:00Z' }, '/files/1/valid_until'],
    ] as const) {
      const answer = await declare([file, broken])
      assert.equal(answer.status, 400, answer.text)
      assert.equal(answer.json.errors[0].field, field)
    }
    assert.equal((await declare(Array.from({ length: 501 }, () => file))).status, 400)
    const listed = await world.as.denis.get(path())
    assert.deepEqual(listed.json.items, [])
    const made = await declare([file, { ...file, valid_from: '2026-06-01T00:00:00Z', quality: 'beneficiary' }])
    assert.deepEqual(
      made.json.registrations.map(({ state, quality }: { state: string; quality: string }) => [quality, state]),
      [
        ['applicant', 'active'],
        ['beneficiary', 'pending'],
      ],
    )
  })

  it('keeps no identity anywhere: neither in its answers, nor in any table', async () => {
    const answer = await declare([{ ...file, case_reference: 'KANARI-DOSSIER' }])
    assert.doesNotMatch(answer.text, /kanari/i)
    await world.as.ada.post('/protected-persons', { identity, reason: 'A public figure' })
    await world.unitOfWork.read(async (tx) => {
      for (const table of ['subject_registrations', 'protected_persons', 'events', 'idempotency_keys']) {
        const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(table)} t`.execute(
          inside(tx),
        )
        assert.ok(rows.length > 0, table)
        for (const { text } of rows) assert.doesNotMatch(text, /kanari|zo[eé]philine/i, table)
      }
    })
  })

  it('a provider that announces a change tells those with a live file who asked for it, and only them', async () => {
    const loud = { ...file, identity: { ...identity, prenoms: ['Ines'] } }
    const [told] = (await declare([{ ...loud, notify_changes: true }])).json.registrations
    await declare([loud])
    const ended = (await declare([{ ...loud, notify_changes: true }])).json.registrations[0].id
    assert.equal((await world.as.denis.delete(`${path()}/${ended}`)).status, 204)
    const spelled = { nomNaissance: 'KANARI LEFEBVRE', prenoms: ['inès'], anneeDateNaissance: 1980 }
    const change = { environment: 'production', identity: spelled, kind: 'corrected' }
    const answer = await world.as.claude.post('/catalog/apis/quotient-familial/subject-changes', change)
    assert.deepEqual(answer.json, { notified: 1 })
    const { json } = await world.as.aude.get(`/organizations/${world.organizations.valmont}/events?page_size=5`)
    const event = json.items.find(({ type }: { type: string }) => type === 'subject.data_changed')
    assert.equal(event.subject_id, told.id)
    assert.deepEqual(event.data, {
      api: 'quotient-familial',
      environment: 'production',
      kind: 'corrected',
      quality: 'applicant',
    })
    const elsewhere = await world.as.claude.post('/catalog/apis/quotient-familial/subject-changes', {
      ...change,
      environment: 'sandbox',
    })
    assert.deepEqual(elsewhere.json, { notified: 0 })
  })

  it('shows a provider who keeps files for its API, and how many', async () => {
    const { json } = await world.as.carl.get('/catalog/apis/quotient-familial/subject-registrations')
    assert.ok(
      json.items.every(({ organization_name }: { organization_name: string }) => /Valmont/.test(organization_name)),
    )
    assert.ok(
      json.items.some(
        ({ active, quality }: { active: number; quality: string }) => quality === 'applicant' && active > 0,
      ),
    )
  })

  it('a machine of the organization declares files with its own credentials', async () => {
    const made = await world.as.olga.post(`/organizations/${world.organizations.valmont}/machines`, {
      label: 'Registry',
      roles: ['developer'],
    })
    assert.equal(made.status, 201, made.text)
    const machine = managementCaller(world.url, made.json.machine.client_id.slice('mch-'.length))
    const answer = await machine.post(path(), { environment: 'production', files: [file] })
    assert.equal(answer.status, 201, answer.text)
  })
})
