import { join } from 'node:path'
import type { Environment } from '#core/environment.ts'
import type { SnapshotDifference, SnapshotView } from '#core/snapshot/snapshot-view.ts'
import { type ControlClient, createControlClient } from '#gateway/control/create-control-client.ts'
import { type NodeSession, openNodeSession } from '#gateway/control/open-node-session.ts'
import { createDiskCopy } from '#gateway/snapshot/create-disk-copy.ts'
import { createSnapshotFollower, type SnapshotFollower } from '#gateway/snapshot/create-snapshot-follower.ts'
import { createJsonClient } from '#kit/json-client.ts'
import type { TimedContext } from './timed-context.ts'

interface NodeOptions {
  readonly role: 'gateway' | 'issuer'
  readonly environment: Environment
  readonly onChange?: (view: SnapshotView, changed: readonly SnapshotDifference[]) => void
}

/** A node of one environment, enrolled at control and following its snapshot. */
export interface JoinedNode extends AsyncDisposable {
  /** The node's own directory. */
  readonly dir: string
  readonly session: NodeSession
  readonly control: ControlClient
  readonly follower: SnapshotFollower
}

/** Enrols (the first time), takes up the disk copy and begins to follow. A node that enrolled before starts without control. */
export async function joinInstallation(context: TimedContext, options: NodeOptions): Promise<JoinedNode> {
  const { role, environment, onChange } = options
  const { logger, clock } = context
  const dir = join(context.config.dataDir, 'nodes', `${role}-${environment}`)
  const client = createJsonClient(context.topology.internal)
  const session = await openNodeSession({
    dir,
    role,
    environment,
    client,
    enrolmentToken: context.enrolmentToken,
    onFailure: (error) => logger.debug('control does not enrol this node yet', { environment, reason: String(error) }),
  })
  const control = createControlClient(client, session)
  const follower = createSnapshotFollower({
    session,
    control,
    diskCopy: createDiskCopy(dir, session.sealKey),
    clock,
    bootClock: context.bootClock,
    ...(onChange === undefined ? {} : { onChange }),
    // Beside control a try costs nothing, and a start waits for the first word.
    ...(context.isSupervised ? { maxRetryMs: 200 } : {}),
    onEvent: (event) => {
      const { type, ...facts } = event
      if (type === 'disconnected') logger.debug('not connected to control', { environment, ...facts })
      else logger.warn(`snapshot: ${type}`, { environment, ...facts })
    },
  })
  await follower.start()
  return {
    dir,
    session,
    control,
    follower,
    async [Symbol.asyncDispose]() {
      await follower[Symbol.asyncDispose]()
      client.close()
    },
  }
}
