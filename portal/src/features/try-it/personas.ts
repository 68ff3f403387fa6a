import type { Descriptor, Operation } from '../../api/descriptor.ts'

/** Values of a documented synthetic person for an operation, by name of input; lists joined by commas. */
export interface Persona {
  readonly label: string
  readonly values: ReadonlyMap<string, string>
}

/** The test persons of an operation; a twin has its GET's. */
export function personasOf(descriptor: Descriptor, operation: Operation): Persona[] {
  const ids = [operation.operation_id, operation.twin_of]
  return descriptor.test_persons
    .filter(({ operation_id }) => ids.includes(operation_id))
    .map(({ query }) => {
      const values = new Map<string, string>()
      for (const [key, value] of new URLSearchParams(query)) {
        const name = key.replace(/\[\]$/, '')
        const before = values.get(name)
        values.set(name, before === undefined ? value : `${before}, ${value}`)
      }
      const label = [...values.values()].slice(0, 2).join(' ')
      return { label, values }
    })
}
