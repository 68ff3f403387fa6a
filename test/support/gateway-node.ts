import { join } from 'node:path'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import type { Environment } from '#core/environment.ts'
import { deriveEnrolmentToken } from '#core/nodes/derive-enrolment-token.ts'
import type { NodeIdentity } from '#core/nodes/node-store.ts'
import type { Clock } from '#core/ports/clock.ts'
import { type ControlClient, createControlClient } from '#gateway/control/create-control-client.ts'
import { type NodeSession, openNodeSession } from '#gateway/control/open-node-session.ts'
import { createDiskCopy } from '#gateway/snapshot/create-disk-copy.ts'
import {
  createSnapshotFollower,
  type FollowerEvent,
  type SnapshotFollower,
} from '#gateway/snapshot/create-snapshot-follower.ts'
import { type BootClock, createBootClock } from '#kit/boot-clock.ts'
import { createJsonClient } from '#kit/json-client.ts'
import { testMaster } from './control-world.ts'

/** One node, as far as the internal protocol is concerned. */
export interface TestNode extends AsyncDisposable {
  readonly session: NodeSession
  readonly control: ControlClient
  readonly follower: SnapshotFollower
  readonly events: FollowerEvent[]
}

interface TestNodeOptions {
  readonly role?: NodeIdentity['role']
  readonly environment?: Environment
  readonly clock?: Clock
  readonly bootClock?: BootClock
}

/** Enrols a node with a directory of its own and starts to follow. */
export async function startNode(url: string, dir: string, options: TestNodeOptions = {}): Promise<TestNode> {
  const { role = 'gateway', environment = 'production', clock = createSystemClock() } = options
  const client = createJsonClient(url)
  const enrolmentToken = deriveEnrolmentToken(testMaster)
  const session = await openNodeSession({ dir: join(dir, 'node'), role, environment, client, enrolmentToken })
  const control = createControlClient(client, session)
  const events: FollowerEvent[] = []
  const follower = createSnapshotFollower({
    session,
    control,
    diskCopy: createDiskCopy(join(dir, 'node'), session.sealKey),
    clock,
    bootClock: options.bootClock ?? createBootClock(),
    onEvent: (event) => events.push(event),
  })
  await follower.start()
  return {
    session,
    control,
    follower,
    events,
    async [Symbol.asyncDispose]() {
      await follower[Symbol.asyncDispose]()
      client.close()
    },
  }
}
