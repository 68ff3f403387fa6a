import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { compileSpecification } from '#control-plane/framework/compile-specification.ts'
import { operations } from '#control-plane/operations.ts'
import { permissions } from '#core/permissions/permissions.ts'
import type { OperationCase } from '#support/operation-case.ts'

const root = join(import.meta.dirname, '../..')
const specified = compileSpecification(parse(readFileSync(join(root, 'specs/management.openapi.yaml'), 'utf8')))

function sorted(names: readonly string[]): readonly string[] {
  return [...names].sort()
}

async function provenOperations(): Promise<readonly string[]> {
  const files = globSync('test/integration/management/*/*.cases.ts', { cwd: root })
  const modules = await Promise.all(files.map((file) => import(join(root, file))))
  return modules
    .flatMap((one) => Object.values<readonly OperationCase[]>(one))
    .flatMap((cases) => cases.map((one) => one.operation))
}

test('the table of operations is the specification, operation by operation', () => {
  assert.deepEqual(sorted(operations.map((one) => one.id)), sorted(specified.map((one) => one.id)))
})

test('every operation names a permission of the table of permissions', () => {
  for (const { id, permission } of specified) assert.ok(Object.hasOwn(permissions, permission), `${id}: ${permission}`)
})

test('every operation proves a success, a refusal and what a stranger sees', async () => {
  assert.deepEqual(sorted(await provenOperations()), sorted(specified.map((one) => one.id)))
})
