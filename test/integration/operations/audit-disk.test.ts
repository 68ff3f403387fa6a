import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { httpExchange } from '#support/http-exchange.ts'
import { childrenOf, roleOf } from '#support/platform-processes.ts'
import { hasProgram, runProgram } from '#support/run-program.ts'
import { signIn } from '#support/sign-in.ts'
import { type StartedPlatform, startPlatform } from '#support/start-platform.ts'

/** R7: whatever that process writes now fails (EFBIG), as on a full disk; nothing else on the machine notices. */
async function limitFiles(pid: number, bytes: string): Promise<void> {
  await runProgram('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`], {})
}

async function openDoor({ demo }: StartedPlatform, environment: 'production' | 'sandbox') {
  const application = demo.applications.find((one) => one.environment === environment)
  assert.ok(application)
  const basic = Buffer.from(`${application.client_id}:${application.client_secret}`).toString('base64')
  const { issuer, gateway } = demo[environment]
  const token = () =>
    httpExchange(`${issuer}/token`, {
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
  const bearer = (await token()).json.access_token
  const call = () =>
    httpExchange(`${gateway}${demo.first_call.path}`, { headers: { authorization: `Bearer ${bearer}` } })
  return { token, call, gateway }
}

test('the audit disk off stops production answers and nothing else, and on again it needs nobody', {
  timeout: 120_000,
}, async (t) => {
  if (!(await hasProgram('prlimit'))) return t.skip('prlimit of util-linux is missing')
  await using platform = await startPlatform()
  const { demo } = platform
  const [production, sandbox] = [await openDoor(platform, 'production'), await openDoor(platform, 'sandbox')]
  assert.equal((await production.call()).status, 200)
  const pid = childrenOf(platform.process.pid ?? 0).find((child) => roleOf(child) === 'gateway-production')
  assert.ok(pid)

  await limitFiles(pid, '1')
  for (let turn = 0; turn < 3; turn += 1) {
    const answer = await production.call()
    assert.equal(answer.status, 503, answer.text)
    assert.match(answer.text, /record[-_]failed/)
    assert.ok(Number(answer.headers['retry-after']) > 0)
    assert.equal(answer.json.data, undefined)
  }
  assert.equal((await sandbox.call()).status, 200)
  assert.equal((await production.token()).status, 200, 'tokens are still issued')
  assert.equal((await httpExchange(`${production.gateway}/healthz/live`)).status, 200)
  assert.equal((await httpExchange(`${demo.portal}/fr`)).status, 200)
  const owner = demo.accounts.find((one) => one.role === 'transport authority owner')
  assert.ok(owner)
  const { issuer, cli_client_id: clientId } = demo.login
  const headers = { authorization: `Bearer ${await signIn({ issuer, clientId, ...owner })}` }
  assert.equal((await httpExchange(`${demo.management}/me`, { headers })).status, 200)

  await limitFiles(pid, 'unlimited')
  const end = performance.now() + 15_000
  let answer = await production.call()
  while (answer.status === 503 && performance.now() < end) {
    await wait(100)
    answer = await production.call()
  }
  assert.equal(answer.status, 200, answer.text)
})
