import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { buildGrant, siretOfOther, siretOfValmont } from '#support/build-snapshot-view.ts'
import { call, validQuery } from '#support/call-gateway.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'

const past = '2020-01-01T00:00:00Z'
const future = '2999-01-01T00:00:00Z'
const scope = fc.oneof(
  { weight: 6, arbitrary: fc.constant('cnaf_quotient_familial') },
  { weight: 2, arbitrary: fc.constant('cnaf_enfants') },
  { weight: 1, arbitrary: fc.constant('foreign') },
)

const grant = fc.record({
  beneficiary_id: fc.constantFrom('org-valmont', 'org-other'),
  client_id: fc.constantFrom('client-1', 'client-1', 'client-1', 'client-2'),
  api_version: fc.constantFrom('v3', 'v3', 'v3', 'v4'),
  scopes: fc.uniqueArray(scope, { minLength: 1, maxLength: 2 }),
  state: fc.constantFrom('active', 'active', 'active', 'suspended'),
  valid_from: fc.constantFrom(past, past, past, future),
  valid_until: fc.constantFrom(null, null, future, past),
} as const)

const situation = fc.record({
  grants: fc.array(grant, { maxLength: 5 }),
  application: fc.constantFrom('active', 'active', 'active', 'active', 'active', 'active', 'active', 'suspended'),
  organization: fc.constantFrom('active', 'active', 'active', 'active', 'active', 'active', 'active', 'suspended'),
  credential: fc.constantFrom('live', 'live', 'live', 'live', 'live', 'live', 'live', 'expired'),
  token: fc.option(fc.uniqueArray(scope, { maxLength: 2 }), { nil: null, freq: 3 }),
  recipient: fc.constantFrom('org-valmont', 'org-other'),
} as const)

type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never

/** What should happen, written as the rules read and without regard for speed. */
function expected(now: Situation): string {
  if (now.credential === 'expired') return 'invalid_token'
  if (now.application === 'suspended' || now.organization === 'suspended') return 'application_suspended'
  const needed = ['cnaf_quotient_familial', 'cnaf_enfants', 'cnaf_adresse']
  const ours = now.grants.filter((one) => one.client_id === 'client-1' && one.api_version === 'v3')
  const opens = (one: Situation['grants'][number]) =>
    one.scopes.some((name) => needed.includes(name) && (now.token === null || now.token.includes(name)))
  const lives = (one: Situation['grants'][number]) =>
    one.state === 'active' && one.valid_from === past && one.valid_until !== past
  const dormant = (some: typeof ours) =>
    some.some((one) => one.state === 'suspended') ? 'grant_suspended' : 'grant_expired'
  if (!ours.some(opens)) return 'scope_not_granted'
  if (!ours.some((one) => opens(one) && lives(one))) return dormant(ours.filter(opens))
  const named = ours.filter((one) => one.beneficiary_id === now.recipient)
  if (named.length === 0) return 'recipient_not_granted'
  if (!named.some(opens)) return 'scope_not_granted'
  const usable = named.filter((one) => opens(one) && lives(one))
  if (usable.length === 0) return dormant(named.filter(opens))
  return usable.length === 1 ? 'answered' : 'recipient_ambiguous'
}

it('in any situation the gateway decides as the plain model of the rules does', async () => {
  await using world = await startGatewayWorld()
  const outcomes = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(situation, async (now) => {
      world.change(['grant', 'application', 'organization', 'credential'], ({ states }) => {
        states.grant.clear()
        for (const [index, one] of now.grants.entries()) states.grant.set(`grant-${index}`, buildGrant(one))
        states.application.set('client-1', { ...states.application.get('client-1')!, state: now.application })
        states.organization.set('org-valmont', { ...states.organization.get('org-valmont')!, state: now.organization })
        const expires_at = now.credential === 'expired' ? past : null
        states.credential.set('cred-1', { ...states.credential.get('cred-1')!, expires_at })
      })
      world.records.length = 0
      world.upstream.requests.length = 0
      const query = validQuery.replace(siretOfValmont, now.recipient === 'org-valmont' ? siretOfValmont : siretOfOther)
      const token = world.signer.sign(now.token === null ? {} : { scope: now.token.join(' ') })
      const answer = await call(world, { query, token })
      const outcome = answer.status === 200 ? 'answered' : String(answer.json.reason)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      assert.equal(outcome, expected(now))
      assert.equal(world.upstream.requests.length, outcome === 'answered' ? 1 : 0)
    }),
    { numRuns: 600 },
  )
  assert.ok(outcomes.size >= 7, `situations too alike: ${[...outcomes.keys()].join(' ')}`)
  assert.ok((outcomes.get('answered') ?? 0) > 20)
})
