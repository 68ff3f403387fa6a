import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { httpExchange } from '#support/http-exchange.ts'
import { childrenOf, isAlive, roleOf } from '#support/platform-processes.ts'
import { spawnPlatform, startPlatform } from '#support/start-platform.ts'

async function until(condition: () => boolean | Promise<boolean>, what: string, ms = 15_000): Promise<void> {
  const end = performance.now() + ms
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not in time: ${what}`)
    await wait(50)
  }
}

const isReady = async (url: string) => {
  const answer = await httpExchange(`${url}/healthz/ready`).catch(() => null)
  return answer?.status === 200
}

test('the platform on one data directory, from start to the end of every process', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'octroi-supervisor-'))
  t.after(() => rmSync(dataDir, { recursive: true, force: true }))
  const first = await startPlatform({ dataDir })
  const { demo } = first
  const supervisor = first.process.pid ?? 0
  const children = childrenOf(supervisor)

  await t.test('runs each role as a process of its own', () => {
    assert.deepEqual(children.map(roleOf).sort(), [
      'control',
      'gateway-production',
      'gateway-sandbox',
      'issuer',
      'sandbox',
    ])
  })

  await t.test('writes demo.json for this user only, once every listener is ready', async () => {
    assert.equal(statSync(join(dataDir, 'demo.json')).mode & 0o777, 0o600)
    for (const url of [demo.portal, demo.production.gateway, demo.sandbox.gateway]) assert.ok(await isReady(url), url)
    assert.equal(demo.management, `${demo.portal}/management/v1`)
    assert.deepEqual(demo.login, { issuer: `${demo.portal}/login`, cli_client_id: 'octroi-cli' })
    assert.deepEqual(demo.applications.map(({ environment }) => environment).sort(), ['production', 'sandbox'])
  })

  await t.test('gives no secret of control to the other roles', () => {
    for (const pid of children.filter((child) => roleOf(child) !== 'control')) {
      assert.doesNotMatch(readFileSync(`/proc/${pid}/environ`, 'utf8'), /OCTROI_SECRET|DATABASE_URL/)
    }
  })

  await t.test('refuses a second instance on the same data directory, quickly and in a sentence', async () => {
    const startedAt = performance.now()
    const { child, output } = spawnPlatform(dataDir, {})
    const [code] = await once(child, 'exit')
    assert.notEqual(code, 0)
    assert.match(output(), /in use by another instance.*OCTROI_DATA_DIR/)
    assert.ok(performance.now() - startedAt < 2_000 * slowness())
    assert.ok(existsSync(join(dataDir, 'demo.json')), 'the running instance keeps its demo.json')
  })

  await t.test('starts a killed process again, where the others expect it', async () => {
    for (const role of ['gateway-production', 'issuer', 'control']) {
      const pid = childrenOf(supervisor).find((child) => roleOf(child) === role) ?? 0
      process.kill(pid, 'SIGKILL')
      await until(() => childrenOf(supervisor).some((child) => child !== pid && roleOf(child) === role), `new ${role}`)
    }
    for (const url of [demo.portal, demo.production.gateway]) await until(() => isReady(url), url)
  })

  await t.test('leaves no process behind when the supervisor is killed, and starts again at once', async () => {
    const orphans = childrenOf(supervisor)
    await first.kill()
    const second = await startPlatform({ dataDir })
    await until(() => !orphans.some(isAlive), 'the orphans end')
    assert.deepEqual(second.demo.accounts, demo.accounts)
    assert.deepEqual(second.demo.applications, demo.applications)

    const [portal] = [second.demo.portal]
    const last = childrenOf(second.process.pid ?? 0)
    assert.equal(await second.stop(), 0)
    assert.ok(!last.some(isAlive), 'every child has ended before the supervisor')
    await assert.rejects(httpExchange(`${portal}/healthz/live`))
  })
})

test('a port in use is named in one sentence, and nothing stays behind', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'octroi-port-'))
  t.after(() => rmSync(dataDir, { recursive: true, force: true }))
  const { createServer } = await import('node:net')
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const { port } = squatter.address() as { port: number }
  const { child, output } = spawnPlatform(dataDir, { OCTROI_GATEWAY_PORT: String(port) })
  const [code] = await once(child, 'exit')
  squatter.close()
  assert.equal(code, 1)
  assert.match(output(), new RegExp(`port ${port}.*another program`))
})

test('a wrong setting ends the start with a sentence and no stack', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'octroi-setting-'))
  t.after(() => rmSync(dataDir, { recursive: true, force: true }))
  const { child, output } = spawnPlatform(dataDir, { OCTROI_HOST: '0.0.0.0' })
  const [code] = await once(child, 'exit')
  assert.equal(code, 1)
  assert.match(output(), /OCTROI_HOST/)
  assert.doesNotMatch(output(), /\n\s+at /)
})

/** Eight test processes on two cores are slower than the promise, which is about a machine at rest. */
function slowness(): number {
  return process.env.CI === 'true' ? 4 : 3
}
