import type { Actor } from '../accounts/actor.ts'
import type { CatalogApi } from '../catalog/api-store.ts'
import { timeOf } from '../change-deps.ts'
import type { Environment } from '../environment.ts'
import { type FieldError, InvalidInput, NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { type Identity, identifyingNames, identityHash } from './identity-hash.ts'
import type { SubjectDeps } from './subject-deps.ts'
import type { SubjectRegistration } from './subject-registration.ts'

/** A file that an organization declares. */
export interface DeclaredFile {
  readonly api: string
  readonly identity: Identity
  readonly quality: string
  readonly valid_from?: string | undefined
  readonly valid_until: string
  readonly case_reference?: string | undefined
  readonly notify_changes?: boolean | undefined
}

/** A file lives for five years at most: what is still needed then is declared anew. */
const maxYears = 5

/** Hash of a consumer's own file number: the same number of two organizations is two hashes. */
export function caseHash(deps: Pick<SubjectDeps, 'directoryHash'>, organizationId: string, reference: string): string {
  return deps.directoryHash(`case\n${organizationId}\n${reference}`)
}

function checkPeriod(from: string, until: string, now: string, at: number): FieldError[] {
  const limit = new Date(Date.parse(from))
  limit.setUTCFullYear(limit.getUTCFullYear() + maxYears)
  const end = Date.parse(until)
  if (end <= Date.parse(from) || end <= Date.parse(now)) {
    return [
      {
        field: `/files/${at}/valid_until`,
        rule: 'after',
        message: 'The file must end after it begins, and after now.',
      },
    ]
  }
  if (end <= limit.getTime()) return []
  return [
    { field: `/files/${at}/valid_until`, rule: 'period', message: `A file is declared for ${maxYears} years at most.` },
  ]
}

/**
 * Declares files on persons, all or none. Who they are is hashed here and kept nowhere.
 * @throws NotFound, Forbidden; InvalidInput naming the file, field and rule.
 */
export async function registerSubjects(
  tx: Transaction,
  deps: SubjectDeps,
  actor: Actor,
  organizationId: string,
  environment: Environment,
  files: readonly DeclaredFile[],
): Promise<SubjectRegistration[]> {
  authorize(actor, 'subjects.write', { organization: organizationId })
  if ((await deps.organizations.load(tx, organizationId)) === null) throw new NotFound({ problem: 'not-found' })
  const now = timeOf(deps)
  const published = await deps.apis.listAll(tx, ['published', 'deprecated'])
  const registrations = files.map((file, index) =>
    toRegistration(deps, organizationId, environment, file, published, now, index),
  )
  await deps.registrations.insert(tx, registrations)
  await deps.events.append(tx, {
    type: 'subjects.registered',
    actor: actorOfEvent(actor),
    organization_id: organizationId,
    subject_type: 'organization',
    subject_id: organizationId,
    data: { environment, count: registrations.length, apis: [...new Set(files.map(({ api }) => api))].sort() },
  })
  return registrations
}

function toRegistration(
  deps: SubjectDeps,
  organizationId: string,
  environment: Environment,
  file: DeclaredFile,
  published: readonly CatalogApi[],
  now: string,
  index: number,
): SubjectRegistration {
  const versions = published.filter(({ api }) => api === file.api)
  if (versions.length === 0) {
    const error = { field: `/files/${index}/api`, rule: 'known', message: 'There is no such API.' }
    throw new InvalidInput({ problem: 'invalid-request', errors: [error] })
  }
  const valid_from = new Date(Date.parse(file.valid_from ?? now)).toISOString()
  const errors = checkPeriod(valid_from, file.valid_until, now, index)
  if (errors.length > 0) throw new InvalidInput({ problem: 'invalid-request', errors })
  const { case_reference } = file
  return {
    id: deps.random.uuid(),
    environment,
    organization_id: organizationId,
    api: file.api,
    identity_hash: identityHash(deps, file.identity, identifyingNames(versions), `/files/${index}/identity`),
    quality: file.quality,
    case_hash: case_reference === undefined ? null : caseHash(deps, organizationId, case_reference),
    valid_from,
    valid_until: new Date(Date.parse(file.valid_until)).toISOString(),
    notify_changes: file.notify_changes ?? false,
    revoked_at: null,
    created_at: now,
  }
}
