import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAccountDirectory } from '#adapters/postgres/account-directory.ts'
import { createLoginThrottleStore } from '#adapters/postgres/login-throttle-store.ts'
import { createOAuthArtifactStore } from '#adapters/postgres/oauth-artifact-store.ts'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { createArgon2PasswordHasher } from '#adapters/system/argon2-password-hasher.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import type { IssuerEvent } from '#authorization-server/issuer-event.ts'
import { createAccessTokenVerifier } from '#authorization-server/people/create-access-token-verifier.ts'
import { createPeopleIssuer } from '#authorization-server/people/create-people-issuer.ts'
import { createSessionEnder } from '#authorization-server/people/create-session-ender.ts'
import { derivePeopleSecrets, type PeopleSecrets } from '#authorization-server/people/derive-people-secrets.ts'
import { Unavailable } from '#core/errors.ts'
import type { AccessTokenVerifier } from '#core/oauth/access-token-verifier.ts'
import type { SessionEnder } from '#core/oauth/session-ender.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import { openTestDatabase } from './open-test-database.ts'

/** The people's issuer on a real listener over an embedded store. */
export interface PeopleIssuerWorld extends AsyncDisposable {
  readonly listenerUrl: string
  readonly publicUrl: string
  readonly issuerUrl: string
  readonly secrets: PeopleSecrets
  readonly unitOfWork: UnitOfWork
  readonly verifier: AccessTokenVerifier
  readonly sessionEnder: SessionEnder
  readonly events: IssuerEvent[]
  addPerson(email: string, password: string): Promise<string>
  addMachine(secretSha256Hex: string): Promise<string>
  setAccountState(accountId: string, state: 'active' | 'suspended'): Promise<void>
  endSessions(accountId: string): Promise<void>
  /** Everything the store keeps about sign-ins. */
  dump(): Promise<unknown>
  /** Makes every transaction fail as if the store were away, or lets it come back. */
  loseStore(isLost: boolean): void
}

/** `publicUrl`: another name than the listener's own, as behind a proxy that terminates TLS. */
export async function startPeopleIssuer(options: { readonly publicUrl?: string } = {}): Promise<PeopleIssuerWorld> {
  const database = await openTestDatabase('pglite')
  let isLost = false
  const away = () => Promise.reject(new Unavailable({ problem: 'unavailable' }))
  const unitOfWork: UnitOfWork = {
    transaction: (work) => (isLost ? away() : database.unitOfWork.transaction(work)),
    read: (work) => (isLost ? away() : database.unitOfWork.read(work)),
  }
  const clock = createSystemClock()
  const artifacts = createOAuthArtifactStore()
  const accounts = createAccountDirectory()
  const passwordHasher = createArgon2PasswordHasher(createSystemRandom(clock))
  const secrets = derivePeopleSecrets(Buffer.alloc(32, 7))
  const events: IssuerEvent[] = []
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const listenerUrl = `http://localhost:${(server.address() as AddressInfo).port}`
  const publicUrl = options.publicUrl ?? listenerUrl
  const issuer = createPeopleIssuer({
    publicUrl,
    unitOfWork,
    artifacts,
    accounts,
    throttles: createLoginThrottleStore(),
    passwordHasher,
    secrets,
    clock,
    // As behind a proxy that is trusted.
    clientAddress: (req) => String(req.headers['x-forwarded-for'] ?? req.socket.remoteAddress),
    observe: (event) => events.push(event),
  })
  server.on('request', (req, res) => issuer.listener(req, res))
  const sessionEnder = createSessionEnder({ publicUrl, artifacts })

  async function insertAccount(values: {
    kind: 'person' | 'machine'
    email: string | null
    password_hash: string
  }): Promise<string> {
    const id = randomUUID()
    const account = { id, name: 'Camille Essai', locale: 'fr', organization_id: null, ...values }
    await unitOfWork.transaction((tx) => inside(tx).insertInto('accounts').values(account).execute())
    return id
  }

  return {
    listenerUrl,
    publicUrl,
    issuerUrl: issuer.issuerUrl,
    secrets,
    unitOfWork,
    verifier: createAccessTokenVerifier({ publicUrl, unitOfWork, artifacts, accounts, clock }),
    sessionEnder,
    events,
    addPerson: async (email, password) =>
      insertAccount({ kind: 'person', email, password_hash: await passwordHasher.hash(password) }),
    addMachine: (password_hash) => insertAccount({ kind: 'machine', email: null, password_hash }),
    async setAccountState(accountId, state) {
      await unitOfWork.transaction((tx) =>
        inside(tx).updateTable('accounts').set({ state }).where('id', '=', accountId).execute(),
      )
    },
    endSessions: (accountId) => unitOfWork.transaction((tx) => sessionEnder.endSessions(tx, accountId)),
    loseStore: (lost) => {
      isLost = lost
    },
    dump: () => unitOfWork.read((tx) => inside(tx).selectFrom('oauth_artifacts').selectAll().execute()),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await database[Symbol.asyncDispose]()
    },
  }
}
