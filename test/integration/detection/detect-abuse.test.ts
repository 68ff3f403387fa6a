import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { ExchangeDraft } from '#core/audit/record-sink.ts'
import type { AlertKind } from '#core/detection/alert.ts'
import { detectAbuse } from '#core/detection/detect-abuse.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { drawsFrom, ordinaryApplications, ordinaryDay } from '#support/ordinary-traffic.ts'
import { recordExchanges } from '#support/record-exchanges.ts'

describe('abuse told from records', () => {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const hash = (text: string) => text.padEnd(22, 'x').slice(0, 22)
  const person = (name: string) =>
    [{ pseudonym: hash(name), scheme: 'nir', key_epoch: '2026-03', role: 'searched' }] as const

  /** Records of the last hour by one application. */
  async function replay(application: string, count: number, changes: (index: number) => Partial<ExchangeDraft>) {
    const begin = world.clock.now() - 3_600_000
    await recordExchanges(world, count, (index) => ({
      at: new Date(begin + index * 1_000).toISOString(),
      application_id: application,
      organization_id: world.organizations.valmont,
      ...changes(index),
    }))
  }

  async function alerts(): Promise<{ kind: AlertKind; application_id: string; api: string; facts: object }[]> {
    const { json } = await world.as.ada.get('/alerts?state=open&page_size=200')
    return json.items
  }

  it('each abuse raises one alert that its provider and the operator see, and says nothing of the person', async () => {
    const { valmont, rival, editor, newcomer } = world.applications
    await replay(valmont, 401, (index) => ({ agent_hash: hash('agent'), subjects: person(`p${index}`) }))
    await replay(rival, 3, () => ({ signals: ['sequential_identities'] }))
    await replay(editor, 2, () => ({ signals: ['protected_person'] }))
    await replay(newcomer, 8, (index) => ({ subjects: person('target'), question_hash: hash(`below-${index}`) }))
    assert.equal(await detectAbuse(world.deps), 4)
    const raised = await alerts()
    assert.deepEqual(
      raised.map(({ kind, application_id, facts }) => [kind, application_id, facts]).sort(),
      [
        ['agent_volume', valmont, { calls: 401 }],
        ['protected_person', editor, { calls: 2 }],
        ['sequential_identities', rival, { calls: 3 }],
        ['threshold_probing', newcomer, { calls: 8, questions: 8 }],
      ].sort(),
    )
    assert.doesNotMatch(JSON.stringify(raised), /target|agentx/)
    const seen = await world.as.carl.get(`/organizations/${world.organizations.cnaf}/alerts`)
    assert.equal(seen.json.items.length, 4)
    const other = await world.as.nina.get(`/organizations/${world.organizations.cnam}/alerts`)
    assert.equal(other.json.items.length, 0)
    const events = await world.as.claude.get(`/organizations/${world.organizations.cnaf}/events?page_size=50`)
    const told = events.json.items.filter(({ type }: { type: string }) => type === 'alert.raised')
    assert.equal(told.length, 4)
    assert.equal(await detectAbuse(world.deps), 0, 'the same again is no new alert')
  })

  it('a consumer that asks one person again and again is noticed without any other question', async () => {
    await replay(world.applications.valmont, 16, () => ({ subjects: person('again'), api: 'carriere' }))
    assert.equal(await detectAbuse(world.deps), 1)
  })

  it('just below each limit there is no alert, nor for test persons, the sandbox or opened records', async () => {
    const { rival } = world.applications
    await replay(rival, 400, (index) => ({ agent_hash: hash('busy'), subjects: person(`q${index}`) }))
    await replay(rival, 15, (index) => ({ subjects: person('often'), question_hash: hash(`k-${index % 6}`) }))
    await replay(rival, 2, () => ({ signals: ['protected_person'], is_test_person: true, api: 'carriere' }))
    await replay(rival, 2, () => ({ signals: ['protected_person'], environment: 'sandbox', api: 'carriere' }))
    await replay(rival, 2, () => ({ signals: ['protected_person'], part: 'opened', api: 'carriere' }))
    assert.equal(await detectAbuse(world.deps), 0)
  })

  it('an ordinary month raises none', async () => {
    const { valmont, rival, editor } = world.applications
    const real = new Map(ordinaryApplications.map((id, index) => [id, [valmont, rival, editor][index]]))
    const draw = drawsFrom(7)
    for (let day = 30; day < 60; day += 1) {
      const calls = ordinaryDay(day, draw)
      await recordExchanges(world, calls.length, (index) => {
        const draft = calls[index]?.draft ?? {}
        return { ...draft, application_id: real.get(draft.application_id ?? '') ?? null }
      })
      world.clock.advance(Date.UTC(2026, 2, 1 + day, 21) - world.clock.now())
      assert.equal(await detectAbuse(world.deps), 0, `day ${day}`)
    }
  })
})
