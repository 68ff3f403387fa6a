import type { Descriptor, Operation } from '../../api/descriptor.ts'
import { operationInputs } from '../catalog/operation-inputs.ts'
import { personasOf } from '../try-it/personas.ts'
import { type SandboxCall, sandboxCall } from '../try-it/sandbox-call.ts'

/** One call of an operation about one documented synthetic person. */
export interface ExampleCall {
  readonly name: string
  readonly operation: Operation
  readonly call: SandboxCall
}

/** With a person's own token nobody can write the call down beforehand: the guide shows how to get one. */
export function takesApplicationToken({ authentication }: Operation): boolean {
  return !authentication.includes('france_connect')
}

/** Every operation about each of its test persons; an operation that has none keeps its inputs empty. */
export function exampleCalls(descriptor: Descriptor): ExampleCall[] {
  return descriptor.operations.filter(takesApplicationToken).flatMap((operation) => {
    const inputs = operationInputs(operation, {})
    const personas = personasOf(descriptor, operation)
    const about = personas.length > 0 ? personas : [{ label: '', values: new Map<string, string>() }]
    return about.map(({ label, values }) => ({
      name: label === '' ? operation.operation_id : `${operation.operation_id} · ${label}`,
      operation,
      call: sandboxCall(operation, inputs, (name) => values.get(name) ?? ''),
    }))
  })
}
