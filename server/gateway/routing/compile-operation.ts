import type { OperationDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { CountryPack } from '#core/ports/country-pack.ts'
import { createBoundedMap } from '#kit/bounded-map.ts'
import { compileProjection } from '../projection/compile-projection.ts'
import type { Projection } from '../projection/projection.ts'
import { parseQuery } from '../validation/parse-query.ts'
import { createRequestValidator, type RequestValidator } from '../validation/request-validator.ts'
import type { CompiledApi, CompiledOperation } from './compiled-operation.ts'

/** Validators and projections are made when first needed: swapping a snapshot stays short. */
export function compileOperation(
  api: CompiledApi,
  operation: OperationDescriptor,
  pack: CountryPack,
): CompiledOperation {
  let validator: RequestValidator | null = null
  const projections = createBoundedMap<string, Projection>(64)
  /** The same list of scopes comes again and again, as long as its grant does not change. */
  let last: { readonly scopes: readonly string[]; readonly projection: Projection } | null = null
  return {
    api,
    operation,
    validator() {
      validator ??= createRequestValidator(operation, api.descriptor.error_envelope, pack)
      return validator
    },
    projectionFor(scopes) {
      if (last?.scopes === scopes) return last.projection
      const key = scopes.join(' ')
      const compiled = projections.get(key) ?? compileProjection(operation.projection, scopes)
      projections.set(key, compiled)
      last = { scopes, projection: compiled }
      return compiled
    },
    testPersons: testPersonsOf(api, operation),
  }
}

/** A twin shares the test persons of its GET. */
function testPersonsOf(
  api: CompiledApi,
  operation: OperationDescriptor,
): readonly Readonly<Record<string, string | readonly string[]>>[] {
  const id = operation.twin_of ?? operation.operation_id
  const persons: Record<string, string | readonly string[]>[] = []
  for (const person of api.descriptor.test_persons) {
    if (person.operation_id !== id) continue
    const parsed = parseQuery(person.query.replaceAll('[]=', '%5B%5D='))
    if (!parsed) continue
    const traits: Record<string, string | string[]> = {}
    for (let at = 0; at < parsed.length; at += 2) {
      const name = parsed[at] as string
      const value = parsed[at + 1] as string
      const plain = name.endsWith('[]') ? name.slice(0, -2) : name
      if (!operation.personal_parameters.includes(plain)) continue
      const before = traits[plain]
      if (name.endsWith('[]')) traits[plain] = [...(Array.isArray(before) ? before : []), value]
      else traits[plain] = value
    }
    if (Object.keys(traits).length > 0) persons.push(traits)
  }
  return persons
}
