import type { CatalogApi } from '../catalog/api-store.ts'
import { type FieldError, InvalidInput } from '../errors.ts'
import { canonicalIdentity } from './canonical-identity.ts'
import type { SubjectDeps } from './subject-deps.ts'

export type Identity = Readonly<Record<string, string | number | readonly string[]>>

/** Names by which operations of these APIs identify a person. */
export function identifyingNames(apis: readonly CatalogApi[]): ReadonlySet<string> {
  return new Set(
    apis.flatMap(({ descriptor }) => descriptor.operations.flatMap((operation) => operation.personal_parameters)),
  )
}

/**
 * The hash under which a person stands in the directory, from the identifiers that calls will send.
 * @throws InvalidInput naming each identifier that none of the APIs knows, or when there is none.
 */
export function identityHash(
  { directoryHash }: Pick<SubjectDeps, 'directoryHash'>,
  identity: Identity,
  names: ReadonlySet<string>,
  field: string,
): string {
  const errors: FieldError[] = Object.keys(identity)
    .filter((name) => !names.has(name))
    .map((name) => ({
      field: `${field}/${name}`,
      rule: 'known',
      message: 'No operation of the API identifies a person by this.',
    }))
  const text = canonicalIdentity(identity, Object.keys(identity))
  if (errors.length === 0 && text === '') errors.push({ field, rule: 'required', message: 'Say who it is about.' })
  if (errors.length > 0) throw new InvalidInput({ problem: 'invalid-request', errors })
  return directoryHash(text)
}
