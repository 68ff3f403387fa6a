import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { buildGrant } from '#support/build-snapshot-view.ts'
import { call } from '#support/call-gateway.ts'
import { startGatewayWorld, wholeAnswer } from '#support/gateway-world.ts'

const scopes = ['cnaf_quotient_familial', 'cnaf_enfants', 'cnaf_adresse'] as const
const opened: Record<string, unknown> = {
  cnaf_quotient_familial: { quotient_familial: wholeAnswer.data.quotient_familial },
  cnaf_enfants: { enfants: wholeAnswer.data.enfants },
  cnaf_adresse: { adresse: { ville: 'VALMONT' } },
}

describe('grant and token scopes', () => {
  it('open exactly their intersection, in every combination', async () => {
    await using world = await startGatewayWorld()
    const sets = fc.sample(fc.subarray([...scopes]), { numRuns: 40, seed: 7 })
    for (const granted of sets) {
      for (const asked of [null, ...fc.sample(fc.subarray([...scopes]), { numRuns: 3, seed: granted.length })]) {
        world.change(['grant'], (draft) => draft.states.grant.set('grant-1', buildGrant({ scopes: granted })))
        const answer = await call(world, { token: world.signer.sign(asked === null ? {} : { scope: asked.join(' ') }) })
        const effective = granted.filter((scope) => asked === null || asked.includes(scope))
        assert.equal(answer.status, effective.length > 0 ? 200 : 403)
        if (effective.length > 0)
          assert.deepEqual(answer.json.data, Object.assign({}, ...effective.map((scope) => opened[scope])))
        assert.doesNotMatch(answer.text, /canary|SECRETE/)
      }
    }
  })
})
