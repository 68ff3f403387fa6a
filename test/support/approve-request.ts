import assert from 'node:assert/strict'
import { managementCaller } from './management-caller.ts'
import { signIn } from './sign-in.ts'
import type { DemoFile } from './start-platform.ts'

/** Signs in one of the demonstration's people, the `nth` of that role. */
export async function signInAs(demo: DemoFile, role: string, nth = 0) {
  const account = demo.accounts.filter((one) => one.role === role)[nth]
  assert.ok(account, `the demonstration has a ${role}`)
  const { issuer, cli_client_id: clientId } = demo.login
  return managementCaller(demo.management, await signIn({ issuer, clientId, ...account }))
}

/** Every decider's reviewers approve, as many as each decision needs. Answers the request as the operator sees it after. */
export async function approveRequest(demo: DemoFile, requestId: string) {
  const path = `/access-requests/${requestId}`
  const reviewers = new Set(demo.accounts.map(({ role }) => role).filter((role) => role.endsWith(' reviewer')))
  for (const role of reviewers) {
    const people = demo.accounts.filter((one) => one.role === role)
    for (const nth of people.keys()) {
      const reviewer = await signInAs(demo, role, nth)
      const seen = await reviewer.get(path)
      if (seen.status === 404) break
      const decision = seen.json.decisions.find((one: { may_vote: boolean }) => one.may_vote)
      if (!decision) continue
      const vote = await reviewer.post(`${path}/decisions/${decision.id}/votes`, {
        verdict: 'approve',
        content_hash: seen.json.content_hash,
      })
      assert.equal(vote.status, 200, vote.text)
    }
  }
  const operator = await signInAs(demo, 'operator reviewer')
  return (await operator.get(path)).json
}
