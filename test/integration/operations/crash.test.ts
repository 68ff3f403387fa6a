import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { httpExchange } from '#support/http-exchange.ts'
import { childrenOf, roleOf } from '#support/platform-processes.ts'
import { signIn } from '#support/sign-in.ts'
import { startPlatform } from '#support/start-platform.ts'

const kills = 4
const writers = 3
/** Control's start on a busy machine, and well below the 30 s after which another replica takes a dead run over. */
const patienceMs = 25_000

test('nothing acknowledged is lost or doubled when control is killed again and again', {
  timeout: 180_000,
}, async () => {
  await using platform = await startPlatform()
  const { demo } = platform
  const owner = demo.accounts.find((one) => one.role === 'transport authority owner')
  assert.ok(owner)
  const { issuer, cli_client_id: clientId } = demo.login
  const authorization = `Bearer ${await signIn({ issuer, clientId, ...owner })}`
  const organizations = await httpExchange(`${demo.management}/organizations?kind=consumer`, {
    headers: { authorization },
  })
  const organization = organizations.json.items.find((one: { name: string }) => one.name === 'Métropole de Valmont')
  const path = `${demo.management}/organizations/${organization.id}/applications`
  const acknowledged = new Set<string>()
  let isOver = false

  /** Repeats a request under its key until it is answered, as a careful client does. */
  async function create(name: string): Promise<void> {
    const headers = { authorization, 'idempotency-key': `"${randomUUID()}"` }
    const end = performance.now() + patienceMs
    while (performance.now() < end) {
      const answer = await httpExchange(path, { headers, body: { name } }).catch(() => null)
      if (answer?.status === 201) {
        acknowledged.add(name)
        return
      }
      assert.ok(answer === null || [409, 503].includes(answer.status), answer?.text)
      await wait(100)
    }
    assert.fail(`${name} was never answered`)
  }

  const working = Array.from({ length: writers }, async (_, writer) => {
    for (let serial = 0; !isOver; serial++) {
      await create(`Essai ${writer}-${serial}`)
      await wait(100)
    }
  })
  for (let kill = 0; kill < kills; kill++) {
    const goal = acknowledged.size + 4
    while (acknowledged.size < goal) await Promise.race([wait(50), ...working])
    const pid = childrenOf(platform.process.pid ?? 0).find((child) => roleOf(child) === 'control')
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  }
  isOver = true
  await Promise.all(working)
  // Nobody may have been waiting for control when it was killed last: this waits for it.
  await create('Essai final')

  const names: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { status: number; json: { items: { name: string }[]; next_cursor: string | null } } =
      await httpExchange(`${path}?page_size=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`, {
        headers: { authorization },
      })
    assert.equal(page.status, 200)
    names.push(...page.json.items.map((one) => one.name))
    cursor = page.json.next_cursor
  }
  const made = names.filter((name) => name.startsWith('Essai'))
  assert.deepEqual(made.sort(), [...acknowledged].sort())
})
