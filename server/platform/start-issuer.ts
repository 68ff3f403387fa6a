import { setTimeout as wait } from 'node:timers/promises'
import { createMemoryReplayGuard } from '#adapters/memory/memory-replay-guard.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createMachineIssuer, type MachineIssuer } from '#authorization-server/machine/create-machine-issuer.ts'
import { createSigningKeyring } from '#authorization-server/signing/create-signing-keyring.ts'
import { type Environment, environments } from '#core/environment.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import { publicAddresses } from '../processes/public-addresses.ts'
import type { RoleContext, RunningRole } from '../processes/role.ts'
import { joinInstallation } from './join-installation.ts'
import { logIssuerEvent } from './log-issuer-event.ts'
import { openRedis } from './open-redis.ts'

const advanceMs = { starting: 100, running: 1_000 }

/** The two machine issuers: the snapshot, their own signing keys and a replay guard; no database. */
export async function startIssuer(context: RoleContext): Promise<RunningRole> {
  const clock = createSystemClock()
  const redis = await openRedis(context, clock)
  const replayGuard = (await redis?.replayGuard()) ?? createMemoryReplayGuard({ clock })
  const issuers = await Promise.all(environments.map((environment) => startOne(context, environment, replayGuard)))
  for (const { environment, issuer } of issuers) {
    context.listeners[`issuer-${environment}`]?.serve(issuer.handle, { isReady: () => issuer.isReady() })
  }
  while (issuers.some(({ issuer }) => !issuer.isReady())) await wait(advanceMs.starting)
  return {
    demo: null,
    drain: async () => undefined,
    async [Symbol.asyncDispose]() {
      for (const { stop } of issuers) await stop()
      await redis?.[Symbol.asyncDispose]()
    },
  }
}

async function startOne(context: RoleContext, environment: Environment, replayGuard: ReplayGuard) {
  const { logger } = context
  const clock = createSystemClock()
  const node = await joinInstallation(context, { role: 'issuer', environment, clock })
  const keyring = await createSigningKeyring({
    environment,
    dir: node.dir,
    publish: (kid, jwk) => node.control.publishIssuerKey(kid, jwk),
    withdraw: (kid) => node.control.withdrawIssuerKey(kid),
    isAcknowledged: (revision) => node.control.isAcknowledged(revision),
    clock,
  })
  const audience = publicAddresses(context.config, context.topology)[environment]
  const issuer = createMachineIssuer({
    issuerUrl: `${audience}/oauth2`,
    audience,
    snapshot: node.follower,
    signingKeys: keyring,
    replayGuard,
    clock,
    observe: (event) => logIssuerEvent(logger, environment, event),
  })
  const stopping = new AbortController()
  const advancing = advance(issuer)

  /** Keys move one step at a time, and only while control answers; what was active stays so. */
  async function advance(made: MachineIssuer): Promise<void> {
    while (!stopping.signal.aborted) {
      await keyring
        .advance()
        .catch((error: unknown) => logger.debug('signing keys wait for control', { environment, error }))
      const pauseMs = made.isReady() ? advanceMs.running : advanceMs.starting
      await wait(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  return {
    environment,
    issuer,
    async stop() {
      stopping.abort()
      await advancing
      await node[Symbol.asyncDispose]()
    },
  }
}
