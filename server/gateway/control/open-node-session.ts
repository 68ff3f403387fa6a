import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { NodeIdentity } from '#core/nodes/node-store.ts'
import type { JsonClient } from '#kit/json-client.ts'
import { writeDurably } from '#kit/write-durably.ts'

/** What a node knows about itself, kept in its data directory. */
export interface NodeSession extends NodeIdentity {
  /** The token to present now. */
  token(): string
  /** Control's public key as pinned at the first enrolment. */
  readonly controlPublicKey: string
  /** 32 bytes that never leave the node: seals its files. */
  readonly sealKey: Buffer
  /** Enrols again after control refused the token. Concurrent calls enrol once. */
  renew(): Promise<void>
}

export interface NodeSessionDeps extends Pick<NodeIdentity, 'role' | 'environment'> {
  /** The node's own directory; made when missing, mode 0700. */
  readonly dir: string
  readonly client: JsonClient
  readonly enrolmentToken: string
  readonly signal?: AbortSignal
  readonly onFailure?: (error: unknown) => void
}

interface Kept {
  readonly node_id: string
  readonly seal_key: string
  readonly node_token: string | null
  readonly control_public_key: string | null
}

const retryMs = 500

async function readKept(path: string): Promise<Kept | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Kept
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`${path} cannot be read; move it away to enrol this node anew.`, { cause: error })
  }
}

function newNode({ role, environment }: NodeSessionDeps): Kept {
  return {
    node_id: `${role}-${environment}-${randomBytes(4).toString('hex')}`,
    seal_key: randomBytes(32).toString('base64url'),
    node_token: null,
    control_public_key: null,
  }
}

/**
 * Opens the node's identity. The first time it enrols, waiting for control as long as it takes; later it needs
 * nobody, so a node starts while control is away.
 */
export async function openNodeSession(deps: NodeSessionDeps): Promise<NodeSession> {
  const { role, environment, client } = deps
  const path = join(deps.dir, 'node.json')
  await mkdir(deps.dir, { recursive: true, mode: 0o700 })
  let kept = (await readKept(path)) ?? newNode(deps)
  let renewing: Promise<void> | null = null

  async function enrol(): Promise<void> {
    const { status, body } = await client.send({
      method: 'POST',
      path: '/internal/v1/enrol',
      token: deps.enrolmentToken,
      body: { node_id: kept.node_id, role, environment },
      timeoutMs: 2_000,
    })
    if (status !== 200) throw new Error(`Control refused to enrol this node (status ${status}).`)
    const { node_token, control_public_key } = body as { node_token: string; control_public_key: string }
    if (kept.control_public_key !== null && kept.control_public_key !== control_public_key) {
      throw new Error(
        `Control signs with another key than the one pinned in ${path}; remove that file if it is meant to.`,
      )
    }
    kept = { ...kept, node_token, control_public_key }
    await writeDurably(path, Buffer.from(JSON.stringify(kept)))
  }

  function renew(): Promise<void> {
    renewing ??= enrol().finally(() => {
      renewing = null
    })
    return renewing
  }

  while (kept.node_token === null) {
    deps.signal?.throwIfAborted()
    await renew().catch(async (error: unknown) => {
      deps.onFailure?.(error)
      await sleep(retryMs)
    })
  }
  return {
    node_id: kept.node_id,
    role,
    environment,
    token: () => kept.node_token ?? '',
    controlPublicKey: kept.control_public_key ?? '',
    sealKey: Buffer.from(kept.seal_key, 'base64url'),
    renew,
  }
}
