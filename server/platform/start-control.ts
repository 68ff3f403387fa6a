import { createClaimStore } from '#adapters/postgres/claim-store.ts'
import { createExchangeStore } from '#adapters/postgres/exchange-store.ts'
import { createIssuerKeyStore } from '#adapters/postgres/issuer-key-store.ts'
import { createNodeStore } from '#adapters/postgres/node-store.ts'
import { createQuotaStore } from '#adapters/postgres/quota-store.ts'
import { createSnapshotStore } from '#adapters/postgres/snapshot-store.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import type { Secrets } from '#config/secrets.ts'
import { createInternalListener } from '#control-plane/internal/create-internal-listener.ts'
import { deriveEnrolmentToken } from '#core/nodes/derive-enrolment-token.ts'
import { deriveControlKey } from '#core/snapshot/control-key.ts'
import { initialisePlatform } from '#core/snapshot/initialise-platform.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { publicAddresses } from '../processes/public-addresses.ts'
import type { RoleContext, RunningRole } from '../processes/role.ts'
import { openControlStore } from './open-control-store.ts'

/** Control: the store, and every surface that needs it. */
export async function startControl(
  context: RoleContext,
  secrets: Secrets,
  enrolmentToken: string | null,
): Promise<RunningRole> {
  const { config, listeners, logger } = context
  const addresses = publicAddresses(config, context.topology)
  const clock = createSystemClock()
  const random = createSystemRandom(clock)
  const pack = createFrenchPack()
  const database = await openControlStore(config)
  const { unitOfWork } = database
  const snapshotStore = createSnapshotStore()
  await unitOfWork.transaction((tx) => initialisePlatform({ snapshotStore, random }, tx, config.profile))
  const internal = createInternalListener({
    unitOfWork,
    snapshotStore,
    nodeStore: createNodeStore(),
    quotaStore: createQuotaStore(),
    exchangeStore: createExchangeStore(),
    claimStore: createClaimStore(),
    issuerKeyStore: createIssuerKeyStore(),
    controlKey: deriveControlKey(secrets.master),
    enrolmentToken: enrolmentToken ?? deriveEnrolmentToken(secrets.master),
    clock,
    random,
    timeZone: pack.timeZone,
    stalenessLimitMs: config.staleness.normalMs,
    publicUrl: addresses.portal,
    onFailure: (error) => logger.error('the internal listener failed', { error }),
  })
  const isReady = async () => (await database.pendingMigrations()).length === 0
  listeners.internal?.serve(internal.handle, { isReady })
  listeners.control?.serve((_request, response) => response.writeHead(404).end(), { isReady })
  return {
    demo: null,
    drain: async () => internal[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}
