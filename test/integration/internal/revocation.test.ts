import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import type { SnapshotKind } from '#core/snapshot/snapshot.ts'
import type { SnapshotChange } from '#core/snapshot/snapshot-publisher.ts'
import { type AccessTokenSigner, createAccessTokenSigner } from '#support/access-token-signer.ts'
import { buildGrant, type SnapshotDraft } from '#support/build-snapshot-view.ts'
import { call } from '#support/call-gateway.ts'
import {
  type ControlReplica,
  type ControlWorld,
  eventually,
  openControlWorld,
  temporaryDirectory,
} from '#support/control-world.ts'
import { startFaultProxy } from '#support/fault-proxy.ts'
import { startNode, type TestNode } from '#support/gateway-node.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'

const publicUrl = 'http://gateway.example'
const issuer = `${publicUrl}/oauth2`
const manyCalls = { plan: { limits: [], concurrency: null } }

interface Installation extends AsyncDisposable {
  readonly control: ControlReplica
  readonly nodes: readonly TestNode[]
  readonly gateways: readonly GatewayWorld[]
  readonly signer: AccessTokenSigner
  publish(changes: readonly SnapshotChange[]): Promise<number>
}

function keyOf({ kid, publicJwk }: AccessTokenSigner): SnapshotChange {
  return { kind: 'issuer_key', id: kid, state: { jwk: publicJwk, node_id: 'issuer-1', retired_at: null } }
}

/** Gateways that follow a real control; the last of them through `lastUrl` when it is given. */
async function install(world: ControlWorld, count: number, lastUrl?: (url: string) => string): Promise<Installation> {
  const stack = new AsyncDisposableStack()
  const control = stack.use(await world.startControl())
  const signer = createAccessTokenSigner(issuer, publicUrl, randomUUID())
  const nodes: TestNode[] = []
  const gateways: GatewayWorld[] = []
  const publish = (changes: readonly SnapshotChange[]) => world.publish(control, 'production', changes)
  let first: SnapshotDraft | undefined
  for (let index = 0; index < count; index += 1) {
    const dir = stack.use(await temporaryDirectory())
    const isLast = index === count - 1
    const node = stack.use(await startNode(isLast && lastUrl ? lastUrl(control.url) : control.url, dir.path))
    nodes.push(node)
    const gateway = await startGatewayWorld({
      configuration: { publicUrl, issuer, upstreamAllow: ['127.0.0.0/8'] },
      dependencies: { snapshot: node.follower },
      snapshot: (draft) => {
        first ??= draft
      },
    })
    gateways.push(stack.use(gateway))
  }
  first!.states.grant.set('grant-1', buildGrant(manyCalls))
  const states = Object.entries(first!.states).flatMap(([kind, entries]) =>
    kind === 'issuer_key' ? [] : [...entries].map(([id, state]) => ({ kind: kind as SnapshotKind, id, state })),
  ) as SnapshotChange[]
  const revision = await publish([...states, keyOf(signer)])
  for (const node of nodes) await world.reported(node.session.node_id, revision)
  return { control, nodes, gateways, signer, publish, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

const suspended: SnapshotChange = {
  kind: 'application',
  id: 'client-1',
  state: { application_id: 'app-1', organization_id: 'org-valmont', name: 'Billettique', state: 'suspended' },
}
const resumed: SnapshotChange = { ...suspended, state: { ...suspended.state!, state: 'active' } as never }

/** About 200 calls a second over the gateways, until stopped; says when the last 200 came. */
function load({ gateways, signer }: Installation) {
  const token = signer.sign()
  const seen = { answered: 0, refused: 0, other: [] as number[], lastAnswered: Number.NEGATIVE_INFINITY }
  let isOn = true
  const lanes = [0, 1, 2, 3].map(async (lane) => {
    while (isOn) {
      const { status } = await call(gateways[lane % gateways.length]!, { token })
      if (status === 200) {
        seen.answered += 1
        seen.lastAnswered = performance.now()
      } else if (status === 401 || status === 403) seen.refused += 1
      else seen.other.push(status)
      await sleep(15)
    }
  })
  return {
    seen,
    async stop() {
      isOn = false
      await Promise.all(lanes)
    },
  }
}

// biome-ignore format: what is taken away, and what gives it back
const takenAway: readonly (readonly [string, SnapshotChange, SnapshotChange])[] = [
  ['an application suspended', suspended, resumed],
  ['an authorization revoked', { kind: 'grant', id: 'grant-1', state: null }, { kind: 'grant', id: 'grant-1', state: buildGrant(manyCalls) }],
  ['a secret revoked', { kind: 'credential', id: 'cred-1', state: null }, resumed],
]

test('R15: under load the last 200 comes within a second of a revocation on one machine, and none after "effective"', async (t) => {
  await using world = await openControlWorld()
  await using installation = await install(world, 2)
  for (const [what, change, undo] of takenAway) {
    await t.test(what, async () => {
      const traffic = load(installation)
      await eventually('calls are answered', () => traffic.seen.answered > 40)
      const began = performance.now()
      const revision = await installation.publish([change])
      const effect = await installation.control.listener.effectAwaiter.effectOf('production', revision)
      const effectiveAt = performance.now()
      assert.deepEqual(effect, { revision, effective: true, silent: [] })
      const { refused } = traffic.seen
      await eventually('calls are refused', () => traffic.seen.refused >= refused + 4, 8_000)
      await traffic.stop()
      const { lastAnswered, other } = traffic.seen
      assert.ok(lastAnswered - began < 1_000, `last 200 after ${lastAnswered - began} ms`)
      // An answer that was on its way when the last gateway acknowledged may still arrive.
      assert.ok(lastAnswered <= effectiveAt + 100, `a 200 ${lastAnswered - effectiveAt} ms after "effective"`)
      assert.deepEqual(other, [])
      const restored = await installation.publish([undo])
      await installation.control.listener.effectAwaiter.effectOf('production', restored)
    })
  }
})

test('R15: a gateway cut off from control is named, serves on, and refuses when reached again', async () => {
  await using world = await openControlWorld()
  await using other = await world.startControl()
  await using proxy = await startFaultProxy(Number(new URL(other.url).port))
  await using installation = await install(world, 2, () => `http://127.0.0.1:${proxy.port}`)
  const [near, far] = installation.gateways as [GatewayWorld, GatewayWorld]
  const token = installation.signer.sign()
  const status = async (gateway: GatewayWorld) => (await call(gateway, { token })).status
  assert.deepEqual([await status(near), await status(far)], [200, 200])
  proxy.blackhole = true
  const revision = await installation.publish([suspended])
  const effect = await installation.control.listener.effectAwaiter.effectOf('production', revision)
  assert.equal(effect.effective, false)
  assert.deepEqual(
    effect.silent.map(({ node_id }) => node_id),
    [installation.nodes[1]!.session.node_id],
  )
  assert.ok(Date.parse(effect.silent[0]!.can_serve_until) > Date.now())
  assert.deepEqual([await status(near), await status(far)], [403, 200])
  proxy.blackhole = false
  await eventually('the gateway that was cut off refuses too', async () => (await status(far)) === 403, 8_000)
})

test('R15: what every gateway acknowledged is not reopened by a restart from disk, and what was resumed is not closed again', async () => {
  await using world = await openControlWorld()
  const control = await world.startControl()
  await using dir = await temporaryDirectory()
  const states = () => restarted.follower.current()?.states.application.get('client-1')?.state
  const publish = async (change: SnapshotChange) => {
    const revision = await world.publish(control, 'production', [change])
    assert.equal((await control.listener.effectAwaiter.effectOf('production', revision)).effective, true)
  }
  const first = await startNode(control.url, dir.path)
  await world.publish(control, 'production', [resumed])
  await first.follower.ready()
  await world.reported(first.session.node_id, 1)
  for (const change of [suspended, resumed, suspended]) await publish(change)
  await first[Symbol.asyncDispose]()
  await control[Symbol.asyncDispose]()
  await using restarted = await startNode(control.url, dir.path)
  assert.equal(states(), 'suspended')
})

test('R15: a wall clock that jumps makes a snapshot neither younger nor older', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using dir = await temporaryDirectory()
  const system = createSystemClock()
  let jump = 0
  const clock = { now: () => system.now() + jump, monotonic: () => system.monotonic() }
  await world.publish(control, 'production', [resumed])
  await using node = await startNode(control.url, dir.path, { clock })
  await node.follower.ready()
  await control[Symbol.asyncDispose]()
  await sleep(50)
  for (const ms of [-86_400_000, 86_400_000]) {
    const before = node.follower.age()
    jump = ms
    const after = node.follower.age()
    assert.ok(after >= before && after - before < 1_000, `${before} to ${after} ms`)
  }
})

test('R16: over ten key rotations under load no good token is refused, a removed key is', async () => {
  await using world = await openControlWorld()
  await using installation = await install(world, 2)
  const { gateways, control, publish } = installation
  let signer = installation.signer
  const refused: number[] = []
  let answered = 0
  let isOn = true
  const lanes = [0, 1].map(async (lane) => {
    while (isOn) {
      const { status } = await call(gateways[lane]!, { token: signer.sign() })
      if (status === 200) answered += 1
      else refused.push(status)
    }
  })
  for (let rotation = 0; rotation < 10; rotation += 1) {
    const next = createAccessTokenSigner(issuer, publicUrl, randomUUID())
    const known = await publish([keyOf(next)])
    assert.equal((await control.listener.effectAwaiter.effectOf('production', known)).effective, true)
    const old = signer
    signer = next
    const before = answered
    await eventually('tokens of the new key are answered', () => answered > before + 4)
    const removed = await publish([{ kind: 'issuer_key', id: old.kid, state: null }])
    assert.equal((await control.listener.effectAwaiter.effectOf('production', removed)).effective, true)
    for (const gateway of gateways) assert.equal((await call(gateway, { token: old.sign() })).status, 401)
  }
  isOn = false
  await Promise.all(lanes)
  assert.deepEqual(refused, [])
  for (let sent = 0; sent < 1_000; sent += 50) {
    const burst = Array.from({ length: 50 }, () =>
      call(gateways[0]!, { token: signer.sign({}, { kid: randomUUID() }) }),
    )
    for (const { status } of await Promise.all(burst)) assert.equal(status, 401)
  }
})
