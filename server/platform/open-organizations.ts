import { createAccountStore } from '#adapters/postgres/account-store.ts'
import { createEventStore } from '#adapters/postgres/event-store.ts'
import { createMemberStore } from '#adapters/postgres/member-store.ts'
import { createOrganizationStore } from '#adapters/postgres/organization-store.ts'
import { createSnapshotStore } from '#adapters/postgres/snapshot-store.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import type { Config } from '#config/config.ts'
import type { InvalidInput } from '#core/errors.ts'
import type { OrganizationDeps } from '#core/organizations/organization-deps.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import { createSnapshotPublisher } from '#core/snapshot/create-snapshot-publisher.ts'
import { initialisePlatform } from '#core/snapshot/initialise-platform.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { StartFailure } from '../processes/start-failure.ts'
import { openControlStore } from './open-control-store.ts'

interface OpenOrganizations extends AsyncDisposable {
  readonly unitOfWork: UnitOfWork
  readonly deps: OrganizationDeps
}

/** The store as commands use it: organizations and accounts, without any listener. */
export async function openOrganizations(config: Config): Promise<OpenOrganizations> {
  const clock = createSystemClock()
  const random = createSystemRandom(clock)
  const database = await openControlStore(config)
  const snapshotStore = createSnapshotStore()
  await database.unitOfWork.transaction((tx) => initialisePlatform({ snapshotStore, random }, tx, config.profile))
  return {
    unitOfWork: database.unitOfWork,
    deps: {
      organizations: createOrganizationStore(),
      members: createMemberStore(),
      accounts: createAccountStore(),
      events: createEventStore(clock, random),
      publisher: createSnapshotPublisher({ snapshotStore }),
      pack: createFrenchPack(),
      clock,
      random,
    },
    [Symbol.asyncDispose]: () => Promise.resolve(database[Symbol.asyncDispose]()),
  }
}

/** `fr:siret:00000001800010` as scheme and value. @throws StartFailure when it has no scheme. */
export function parseIdentifier(text: string): { scheme: string; value: string } {
  const at = text.lastIndexOf(':')
  if (at <= 0) throw new StartFailure(`--identifier needs a scheme and a value, for example fr:siret:12345678900012.`)
  return { scheme: text.slice(0, at), value: text.slice(at + 1) }
}

/** Turns what the rules refuse into one sentence for the terminal. */
export async function inOneSentence<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { problem, detail } = error as InvalidInput
    throw problem === undefined ? error : new StartFailure(detail === '' ? `Refused: ${problem}.` : detail)
  }
}
