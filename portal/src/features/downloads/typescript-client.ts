import type { ApiDetail, Operation } from '../../api/descriptor.ts'
import { type OperationInput, operationInputs } from '../catalog/operation-inputs.ts'
import { answerType } from './answer-type.ts'
import { clientRuntime } from './client-runtime.ts'
import { takesApplicationToken } from './example-calls.ts'
import { typeOfSchema } from './type-of-schema.ts'

/** A typed client in one file without dependencies, for any runtime that has `fetch` and `btoa`. */
export function typescriptClient(detail: ApiDetail, title: string, gatewayUrl: string): string {
  const operations = detail.descriptor.operations.filter(takesApplicationToken)
  return [
    `/** ${title.replaceAll('*/', '* /')} ${detail.version}. Generated from the specification of the interface. */`,
    '',
    `const sandboxGateway = ${JSON.stringify(gatewayUrl)}`,
    '',
    ...operations.flatMap(typesOf),
    clientRuntime,
    '/** A client that gets its token when it needs one and keeps it while it lives. */',
    'export function createClient(settings: ClientSettings) {',
    '  const call = createCaller(settings)',
    '  return {',
    ...operations.map(methodOf),
    '  }',
    '}',
    '',
  ].join('\n')
}

const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

function typesOf(operation: Operation): string[] {
  const name = pascal(operation.operation_id)
  const inputs = operationInputs(operation, {})
  return [
    `export interface ${name}Input {`,
    ...inputs.map(
      (input) => `  readonly ${JSON.stringify(input.name)}${input.required ? '' : '?'}: ${inputType(input)}`,
    ),
    '}',
    '',
    `export type ${name}Answer = ${answerType(operation)}`,
    '',
  ]
}

function inputType(input: OperationInput): string {
  return typeOfSchema(input.schema, () => 'Readonly<Record<string, unknown>>')
}

function methodOf(operation: Operation): string {
  const name = pascal(operation.operation_id)
  const places = operationInputs(operation, {}).map((input) => [
    input.name,
    { place: input.place, brackets: input.brackets },
  ])
  const plan = JSON.stringify({ method: operation.method, path: operation.path, inputs: Object.fromEntries(places) })
  return `    ${JSON.stringify(operation.operation_id)}: (input: ${name}Input) => call<${name}Answer>(${plan}, input),`
}
