import type { ApiStore } from '../catalog/api-store.ts'
import type { Environment } from '../environment.ts'
import type { EventStore } from '../events/event.ts'
import type { LoginThrottleStore } from '../oauth/login-throttle-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { Pseudonyms } from '../subjects/create-pseudonyms.ts'
import type { SubjectDeps } from '../subjects/subject-deps.ts'
import type { PersonSessionStore } from './person-session.ts'
import type { CheckPersonToken } from './person-token.ts'
import type { ResolvePerson } from './resolve-person.ts'

/** How people log in to read what concerns them. */
export interface PersonLogin {
  /** The portal as a client of the identity provider: a token given to any other client opens nothing. */
  readonly clientId: string
  readonly check: CheckPersonToken
  /** Null where no service identifies people. */
  readonly resolve: ResolvePerson | null
  /** Whose records a person sees; null both, where everybody is synthetic. */
  readonly environment: Environment | null
}

/** What sessions of people work with. */
export interface PersonDeps extends Pick<SubjectDeps, 'directoryHash' | 'protectedPersons'> {
  /** Null where this installation lets nobody log in. */
  readonly personLogin: PersonLogin | null
  readonly personSessions: PersonSessionStore
  readonly pseudonyms: Pseudonyms
  readonly apis: ApiStore
  readonly events: EventStore
  readonly loginThrottles: LoginThrottleStore
  readonly unitOfWork: UnitOfWork
  readonly clock: Clock
  readonly random: Random
}
