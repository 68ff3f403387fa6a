import { createAccountDirectory } from '#adapters/postgres/account-directory.ts'
import { createAuditLogReader } from '#adapters/postgres/audit-log-reader.ts'
import { createAuditLogStore } from '#adapters/postgres/audit-log-store.ts'
import { createClaimStore } from '#adapters/postgres/claim-store.ts'
import { createCredentialStore } from '#adapters/postgres/credential-store.ts'
import { createEventStore } from '#adapters/postgres/event-store.ts'
import { createExchangeStore } from '#adapters/postgres/exchange-store.ts'
import { createHoldingStore } from '#adapters/postgres/holding-store.ts'
import { createIssuerKeyStore } from '#adapters/postgres/issuer-key-store.ts'
import { createNodeStore } from '#adapters/postgres/node-store.ts'
import { createOAuthArtifactStore } from '#adapters/postgres/oauth-artifact-store.ts'
import { createProtectedPersonStore } from '#adapters/postgres/protected-person-store.ts'
import { createQuotaAlertStore } from '#adapters/postgres/quota-alert-store.ts'
import { createQuotaStore } from '#adapters/postgres/quota-store.ts'
import { removeAuditShard } from '#adapters/postgres/remove-audit-shard.ts'
import { createServiceStore } from '#adapters/postgres/service-store.ts'
import { createSnapshotStore } from '#adapters/postgres/snapshot-store.ts'
import { createSubjectKeyStore } from '#adapters/postgres/subject-key-store.ts'
import { createSubjectRegistrationStore } from '#adapters/postgres/subject-registration-store.ts'
import { createSmtpSender } from '#adapters/smtp/create-smtp-sender.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { createWebhookSender } from '#adapters/system/webhook-sender.ts'
import { createAccessTokenVerifier } from '#authorization-server/people/create-access-token-verifier.ts'
import { createPeopleIssuer } from '#authorization-server/people/create-people-issuer.ts'
import { createSessionEnder } from '#authorization-server/people/create-session-ender.ts'
import { derivePeopleSecrets } from '#authorization-server/people/derive-people-secrets.ts'
import { portalClientId } from '#authorization-server/people/people-clients.ts'
import { loadSpecification } from '#config/load-specification.ts'
import type { Secrets } from '#config/secrets.ts'
import { createControlPlane } from '#control-plane/create-control-plane.ts'
import { createInternalListener } from '#control-plane/internal/create-internal-listener.ts'
import { deriveCheckpointKey } from '#core/audit/checkpoint-key.ts'
import { createCoveredRecords } from '#core/audit/covered-records.ts'
import { createPackCalendar } from '#core/calendar/pack-calendar.ts'
import { republishCatalog } from '#core/catalog/republish-catalog.ts'
import { deriveEnrolmentToken } from '#core/nodes/derive-enrolment-token.ts'
import { createRecordObserver } from '#core/service-levels/observe-records.ts'
import { createTimeClasses } from '#core/service-levels/time-class.ts'
import { deriveControlKey } from '#core/snapshot/control-key.ts'
import { initialisePlatform } from '#core/snapshot/initialise-platform.ts'
import { createSubjectKeyGiver } from '#core/subjects/give-subject-keys.ts'
import { keepTrial } from '#core/trial/keep-trial.ts'
import { trialToken } from '#core/trial/trial-token.ts'
import { createAddressRules } from '#kit/address-rules.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { publicAddresses } from '../processes/public-addresses.ts'
import type { RunningRole } from '../processes/role.ts'
import { repository } from './load-catalog.ts'
import { logIssuerEvent } from './log-issuer-event.ts'
import { openControlStore } from './open-control-store.ts'
import { openPersonLogin } from './open-person-login.ts'
import { openPortal } from './open-portal.ts'
import { runDemonstration } from './run-demonstration.ts'
import { runHousekeeping } from './run-housekeeping.ts'
import { runSequencer } from './run-sequencer.ts'
import { runServiceProbes } from './run-service-probes.ts'
import { runWebhooks } from './run-webhooks.ts'
import type { TimedContext } from './timed-context.ts'
import { wireManagement } from './wire-management.ts'

/** Control: the store, the management API, the people's issuer, the portal, and the internal protocol. */
export async function startControl(
  context: TimedContext,
  { master }: Secrets,
  enrolmentToken: string | null,
): Promise<RunningRole> {
  const { config, listeners, logger, topology } = context
  const addresses = publicAddresses(config, topology)
  const publicUrl = addresses.portal
  const { clock } = context
  const random = createSystemRandom(clock)
  const pack = createFrenchPack()
  const database = await openControlStore(config)
  const { unitOfWork } = database
  const snapshotStore = createSnapshotStore()
  const auditLog = createAuditLogStore()
  const auditReader = createAuditLogReader()
  const checkpointKey = deriveCheckpointKey(master)
  await unitOfWork.transaction((tx) => initialisePlatform({ snapshotStore, random }, tx, config.profile))
  const protectedPersons = createProtectedPersonStore()
  const subjectRegistrations = createSubjectRegistrationStore()
  const subjectKeys = createSubjectKeyStore()
  const internal = createInternalListener({
    unitOfWork,
    snapshotStore,
    nodeStore: createNodeStore(),
    quotaStore: createQuotaStore(),
    holdingStore: createHoldingStore(),
    quotaAlertStore: createQuotaAlertStore(),
    events: createEventStore(clock, random),
    exchangeStore: createExchangeStore(),
    claimStore: createClaimStore(),
    issuerKeyStore: createIssuerKeyStore(),
    credentialStore: createCredentialStore(),
    auditLog,
    coveredRecords: createCoveredRecords(auditReader, config.audit.witnesses),
    observeRecords: createRecordObserver({
      service: createServiceStore(),
      calendar: createPackCalendar(pack),
      timeClassOf: createTimeClasses(pack),
    }),
    subjectKeys: createSubjectKeyGiver({
      unitOfWork,
      subjectKeys,
      protectedHashes: protectedPersons.hashes,
      clock,
      random,
      master,
    }),
    subjectRegistrations,
    controlKey: deriveControlKey(master),
    enrolmentToken: enrolmentToken ?? deriveEnrolmentToken(master),
    clock,
    random,
    timeZone: pack.timeZone,
    stalenessLimitMs: config.staleness.normalMs,
    publicUrl,
    onFailure: (error) => logger.error('the internal listener failed', { error }),
  })
  const artifacts = createOAuthArtifactStore()
  const accounts = createAccountDirectory()
  const people = derivePeopleSecrets(master)
  const personLogin = await openPersonLogin({
    ...context,
    enrolmentToken: enrolmentToken ?? deriveEnrolmentToken(master),
  })
  const management = wireManagement({
    unitOfWork,
    snapshotStore,
    publisher: internal.snapshotPublisher,
    effects: internal.effectAwaiter,
    sessions: createSessionEnder({ publicUrl, artifacts }),
    clock,
    random,
    pack,
    addresses,
    sandboxEngineUrl: topology['sandbox-engine'],
    allowProductionStaticBearer: config.staticBearerInProduction,
    plainLoopbackWebhooks: config.profile === 'demo',
    master,
    audit: { reader: auditReader, publicKey: checkpointKey.publicKey, witnesses: config.audit.witnesses },
    personLogin: personLogin?.login ?? null,
  })
  const issuer = createPeopleIssuer({
    publicUrl,
    unitOfWork,
    artifacts,
    accounts,
    throttles: management.loginThrottles,
    passwordHasher: management.passwords,
    secrets: people,
    clock,
    observe: (event) => logIssuerEvent(logger, 'people', event),
  })
  await unitOfWork.transaction((tx) => republishCatalog(tx, management))
  const demo = config.profile === 'demo' ? await runDemonstration(context, management, master) : null
  await unitOfWork.transaction((tx) => keepTrial(tx, management, config.publicTrial))
  const portal = await openPortal({
    addresses,
    loopback: { control: topology.control, sandbox: topology['gateway-sandbox'] },
    sandboxEngineUrl: topology['sandbox-engine'],
    trialToken: config.publicTrial ? trialToken : null,
    loginClient: { id: portalClientId, secret: people.portalClientSecret },
    personIssuer: personLogin?.client ?? null,
    profile: config.profile,
    publisher: config.publisher,
    retentionMonths: config.audit.retentionMonths,
    master,
    guestSandbox: () => demo?.guestSandbox ?? null,
    logger,
  })
  const surface = createControlPlane({
    deps: management,
    verifier: createAccessTokenVerifier({ publicUrl, unitOfWork, artifacts, accounts, clock }),
    specification: (await loadSpecification(`${repository}/specs/management.openapi.yaml`)) as object,
    logger,
    trustedProxies: config.trustedProxies,
    surfaces: [
      { path: '/login', handle: (request, response) => issuer.listener(request, response) },
      {
        path: '/.well-known/oauth-authorization-server/login',
        handle: (request, response) => issuer.listener(request, response),
      },
    ],
    portal,
  })
  const isReady = async () => (await database.pendingMigrations()).length === 0
  listeners.internal?.serve(internal.handle, { isReady })
  listeners.control?.serve(surface, { isReady })
  const { witnesses, retentionMonths: months, retentionReason: reason } = config.audit
  const housekeeping = runHousekeeping({
    management,
    artifacts,
    mailSender: config.mail === null ? null : createSmtpSender(config.mail),
    purge: {
      ...management,
      reader: auditReader,
      removeShard: removeAuditShard,
      key: checkpointKey,
      witnesses,
      retention: { months, reason },
    },
    logger,
  })
  const sequencer = runSequencer({ unitOfWork, log: auditLog, key: checkpointKey, origin: publicUrl, clock }, logger)
  const probes = runServiceProbes({
    management,
    rules: createAddressRules(config.upstreamAllow),
    internalOrigins: [topology['simulated-providers']].flatMap((url) => (url ? [new URL(url).origin] : [])),
    logger,
  })
  const loopback = config.profile === 'demo' ? ['localhost', '127.0.0.0/8', '::1'] : []
  const webhookRules = createAddressRules([...config.upstreamAllow, ...loopback])
  const webhooks = runWebhooks(management, createWebhookSender(webhookRules), logger)
  return {
    demo: demo?.facts ?? null,
    drain: async () => internal[Symbol.asyncDispose](),
    async [Symbol.asyncDispose]() {
      await webhooks[Symbol.asyncDispose]()
      await probes[Symbol.asyncDispose]()
      await sequencer[Symbol.asyncDispose]()
      await housekeeping[Symbol.asyncDispose]()
      await personLogin?.[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}
