import type { RequestListener } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createMemoryReplayGuard } from '#adapters/memory/memory-replay-guard.ts'
import type { PersonIssuer } from '#authorization-server/france-connect/create-person-issuer.ts'
import { createMachineIssuer, type MachineIssuer } from '#authorization-server/machine/create-machine-issuer.ts'
import { createSigningKeyring } from '#authorization-server/signing/create-signing-keyring.ts'
import { type Environment, environments } from '#core/environment.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import { createClaimGuard } from '#gateway/control/create-claim-guard.ts'
import type { ControlClient } from '#gateway/control/create-control-client.ts'
import { publicAddresses } from '../processes/public-addresses.ts'
import type { RunningRole } from '../processes/role.ts'
import { deriveNonceSecret } from './derive-nonce-secret.ts'
import { deriveRelaySecret } from './derive-relay-secret.ts'
import { joinInstallation } from './join-installation.ts'
import { logIssuerEvent } from './log-issuer-event.ts'
import { openPersonIssuer } from './open-person-issuer.ts'
import { openRedis } from './open-redis.ts'
import type { TimedContext } from './timed-context.ts'

const advanceMs = { starting: 100, running: 1_000 }

/** The two machine issuers: the snapshot, their own signing keys and a replay guard; no database. */
export async function startIssuer(context: TimedContext): Promise<RunningRole> {
  const { clock } = context
  const redis = await openRedis(context, clock)
  const shared = await redis?.replayGuard()
  const guardOf = (control: ControlClient) => shared ?? ownGuard(context, control, clock)
  const issuers = await Promise.all(environments.map((environment) => startOne(context, environment, guardOf)))
  for (const { environment, issuer, person } of issuers) {
    const handle = person === null ? issuer.handle : besideMachines(person, issuer)
    context.listeners[`issuer-${environment}`]?.serve(handle, { isReady: () => issuer.isReady() })
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

/** One listener, two issuers: applications below `/oauth2`, fictional persons below `/france-connect`. */
function besideMachines(person: PersonIssuer, machines: MachineIssuer): RequestListener {
  return (req, res) =>
    person.owns((req.url ?? '').split('?', 1)[0] ?? '') ? person.handle(req, res) : machines.handle(req, res)
}

async function startOne(
  context: TimedContext,
  environment: Environment,
  guardOf: (control: ControlClient) => ReplayGuard,
) {
  const { logger } = context
  const { clock } = context
  const node = await joinInstallation(context, { role: 'issuer', environment })
  const keyring = await createSigningKeyring({
    environment,
    dir: node.dir,
    publish: (kid, jwk) => node.control.publishIssuerKey(kid, jwk),
    withdraw: (kid) => node.control.withdrawIssuerKey(kid),
    isAcknowledged: (revision) => node.control.isAcknowledged(revision),
    isPublished: (kid) => node.follower.current()?.states.issuer_key.has(kid) ?? true,
    clock,
  })
  const audience = publicAddresses(context.config, context.topology)[environment]
  const relaySecret = deriveRelaySecret(context, environment)
  const nonceSecret = deriveNonceSecret(context, 'issuer', environment)
  const issuer = createMachineIssuer({
    issuerUrl: `${audience}/oauth2`,
    audience,
    snapshot: node.follower,
    signingKeys: keyring,
    replayGuard: guardOf(node.control),
    clock,
    ...(relaySecret === null ? {} : { relaySecret }),
    ...(nonceSecret === null ? {} : { nonceSecret }),
    observe: (event) => logIssuerEvent(logger, environment, event),
  })
  const person = environment === 'sandbox' ? openPersonIssuer(context, node.follower) : null
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
    person,
    async stop() {
      stopping.abort()
      await advancing
      await node[Symbol.asyncDispose]()
    },
  }
}

/**
 * Without Redis the one issuer of a supervised installation remembers by itself, so that it issues tokens
 * while control is away; an issuer that runs apart may have siblings, and asks control.
 */
function ownGuard({ isSupervised }: TimedContext, control: ControlClient, clock: Clock): ReplayGuard {
  return isSupervised ? createMemoryReplayGuard({ clock }) : createClaimGuard(control)
}
