import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SnapshotStates } from '#core/snapshot/snapshot.ts'
import type { SnapshotView } from '#core/snapshot/snapshot-view.ts'
import type { CallRequest, CallResponse } from '#gateway/call-message.ts'
import { createSequenceDetector } from '#gateway/detection/sequence-detector.ts'
import type { Exchange } from '#gateway/exchange.ts'
import { defaultStaleAfterMs } from '#gateway/gateway-configuration.ts'
import type { GatewayContext } from '#gateway/gateway-context.ts'
import { openExchange } from '#gateway/open-exchange.ts'
import { authorize } from '#gateway/phases/authorize.ts'
import { bind } from '#gateway/phases/bind.ts'
import { compileRules } from '#gateway/routing/compile-rules.ts'
import type { Rules } from '#gateway/routing/rules.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { buildGrant, draftSnapshot, siretOfOther, siretOfValmont, viewOf } from '#support/build-snapshot-view.ts'
import { drawsFrom } from '#support/ordinary-traffic.ts'

const clients = ['client-1', 'client-2', 'client-3'] as const
const versions = ['v3', 'v4'] as const
const scopes = ['cnaf_quotient_familial', 'cnaf_enfants', 'foreign'] as const
const bodies = { 'org-valmont': siretOfValmont, 'org-other': siretOfOther } as const
const contexts = ['A', 'B'] as const
type Grant = SnapshotStates['grant']

interface Call {
  readonly client: (typeof clients)[number]
  readonly version: (typeof versions)[number]
  readonly body: keyof typeof bodies
  readonly context: string | null
  readonly token: readonly string[] | null
  readonly now: number
}

/** The rules as they read: the problem of a call, or the grant it is made under. */
function reference(
  states: { [K in keyof SnapshotStates]: ReadonlyMap<string, SnapshotStates[K]> },
  call: Call,
): string {
  const application = states.application.get(call.client)
  if (application?.state !== 'active') return 'application-suspended'
  if (states.organization.get(application.organization_id)?.state !== 'active') return 'application-suspended'
  const mine = [...states.grant].filter(([, one]) => one.client_id === call.client && one.api_version === call.version)
  const opens = ([, one]: [string, Grant]) =>
    one.scopes.some((name) => name !== 'foreign' && (call.token === null || call.token.includes(name)))
  const lives = ([, one]: [string, Grant]) =>
    one.state === 'active' &&
    Date.parse(one.valid_from) <= call.now &&
    (one.valid_until === null || Date.parse(one.valid_until) > call.now)
  const asleep = (some: [string, Grant][]) =>
    some.some(([, one]) => one.state === 'suspended') ? 'grant-suspended' : 'grant-expired'
  if (!mine.some(opens)) return 'scope-not-granted'
  if (!mine.filter(opens).some(lives)) return asleep(mine.filter(opens))
  const named = mine.filter(([, one]) => one.beneficiary_id === call.body)
  if (named.length === 0) return 'recipient-not-granted'
  if (!named.some(opens)) return 'scope-not-granted'
  const usable = named.filter(opens).filter(lives)
  if (usable.length === 0) return asleep(named.filter(opens))
  const fitting = usable.length === 1 ? usable : usable.filter(([, one]) => codes(one).includes(call.context ?? ''))
  if (fitting.length !== 1) return 'recipient-ambiguous'
  const [id, grant] = fitting[0] as [string, Grant]
  if (call.context !== null) return codes(grant).includes(call.context) ? id : 'legal-context-not-allowed'
  return grant.default_context !== null || codes(grant).length <= 1 ? id : 'legal-context-required'
}

function codes(grant: Grant): string[] {
  return grant.legal_contexts.map(({ code }) => code)
}

test('R14: over 50 000 steps the gateway never differs from a model of 60 lines', () => {
  const steps = 50_000
  const draw = drawsFrom(20_260_302)
  const pick = <T>(list: readonly T[]): T => list[draw(list.length)] as T
  const some = <T>(list: readonly T[]): T[] => list.filter(() => draw(2) === 0)
  const draft = draftSnapshot('production', 'http://127.0.0.1:9')
  const api = draft.states.api.get('quotient-familial@v3')
  const application = draft.states.application.get('client-1')
  assert.ok(api && application)
  draft.states.grant.clear()
  draft.states.api.set('quotient-familial@v4', { ...api, descriptor: { ...api.descriptor, version: 'v4' } })
  const owners = ['org-valmont', 'org-other', 'org-valmont']
  for (const [at, id] of clients.entries()) {
    draft.states.application.set(id, { ...application, application_id: id, organization_id: owners[at] as string })
  }
  const pack = createFrenchPack()
  let now = Date.UTC(2026, 0, 1)
  const clock = { now: () => now, monotonic: () => now }
  let view: SnapshotView = viewOf(draft, null, [])
  let rules: Rules = compileRules(view, null, pack, '')
  const gateway = {
    rules: () => rules,
    sequences: createSequenceDetector(1),
    deps: {
      configuration: { environment: 'production', publicUrl: '', staleAfterMs: defaultStaleAfterMs },
      snapshot: { current: () => view, age: () => 0 },
      pack,
      clock,
    },
  } as unknown as GatewayContext
  const operations = new Map(
    versions.map((version) => {
      const found = rules.view.states.api.get(`quotient-familial@${version}`)?.descriptor.operations[0]
      assert.ok(found)
      const descriptor = { ...api.descriptor, version }
      return [version, { api: { descriptor }, operation: found, testPersons: [] } as unknown as Exchange['operation']]
    }),
  )

  /** What time and people do to the rules between calls. */
  function change(): void {
    const { states } = draft
    const what = draw(10)
    if (what < 6) {
      const day = 86_400_000
      const legal = some(contexts).map((code) => ({ code, label: { fallback: 'fr', texts: { fr: code } } }))
      const id = `grant-${draw(14)}`
      if (draw(5) === 0) states.grant.delete(id)
      else
        states.grant.set(
          id,
          buildGrant({
            client_id: pick(clients),
            beneficiary_id: pick(['org-valmont', 'org-other']),
            api_version: pick(versions),
            scopes: some(scopes),
            state: draw(5) === 0 ? 'suspended' : 'active',
            valid_from: new Date(now + (draw(20) - 15) * day).toISOString(),
            valid_until: draw(3) === 0 ? null : new Date(now + (draw(40) - 5) * day).toISOString(),
            legal_contexts: legal,
            default_context: draw(2) === 0 ? (legal[0]?.code ?? null) : null,
          }),
        )
    } else if (what < 7) {
      const id = pick(clients)
      states.application.set(id, { ...states.application.get(id)!, state: draw(4) === 0 ? 'suspended' : 'active' })
    } else if (what < 8) {
      const id = pick(['org-valmont', 'org-other'])
      states.organization.set(id, { ...states.organization.get(id)!, state: draw(6) === 0 ? 'suspended' : 'active' })
    } else now += draw(3 * 86_400_000)
    view = viewOf(draft, view, ['grant', 'application', 'organization'])
    rules = compileRules(view, rules, pack, '')
  }

  function decide(call: Call): string {
    const headers = call.context === null ? {} : { 'x-legal-context': call.context }
    const request = { method: 'GET', headers } as unknown as CallRequest
    const exchange = openExchange(request, {} as CallResponse, rules, { clock, random: { uuid: () => '' } as never })
    exchange.operation = operations.get(call.version) ?? null
    exchange.values = { recipient: bodies[call.body] }
    exchange.caller = {
      clientId: call.client,
      credentialId: 'cred-1',
      application: rules.view.states.application.get(call.client)!,
      tokenScopes: call.token === null ? null : new Set(call.token),
      boundGrantId: null,
      isPublic: false,
    }
    const refusal = authorize(exchange, gateway) ?? bind(exchange, gateway)
    assert.ok(!(refusal instanceof Promise))
    return refusal?.problem ?? exchange.grant?.id ?? 'nothing'
  }

  const outcomes = new Map<string, number>()
  for (let step = 0; step < steps; step += 1) {
    if (draw(3) === 0) change()
    else {
      const call: Call = {
        client: pick(clients),
        version: pick(versions),
        body: pick(['org-valmont', 'org-other']),
        context: pick([null, null, 'A', 'B', 'C']),
        token: draw(3) === 0 ? some(scopes) : null,
        now,
      }
      const outcome = decide(call)
      assert.equal(outcome, reference(draft.states, call), `step ${step}: ${JSON.stringify(call)}`)
      const kind = outcome.startsWith('grant-') && /\d$/.test(outcome) ? 'answered' : outcome
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1)
    }
  }
  for (const kind of [
    'answered',
    'application-suspended',
    'scope-not-granted',
    'grant-suspended',
    'grant-expired',
    'recipient-not-granted',
    'recipient-ambiguous',
    'legal-context-not-allowed',
    'legal-context-required',
  ]) {
    assert.ok((outcomes.get(kind) ?? 0) > 50, `${kind}: ${outcomes.get(kind) ?? 0} of ${steps}`)
  }
})
