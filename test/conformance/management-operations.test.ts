import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import { compileSpecification } from '#control-plane/framework/compile-specification.ts'
import { operations } from '#control-plane/operations.ts'
import { permissions } from '#core/permissions/permissions.ts'
import type { OperationCase } from '#support/operation-case.ts'

const root = join(import.meta.dirname, '../..')
const document = parse(readFileSync(join(root, 'specs/management.openapi.yaml'), 'utf8'))
const specified = compileSpecification(document)
const ids = specified.map((one) => one.id)

function duplicates(list: readonly string[]): string[] {
  return list.filter((one, at) => list.indexOf(one) !== at)
}

async function everyCase(): Promise<OperationCase[]> {
  const files = globSync('test/integration/management/*/*.cases.ts', { cwd: root })
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(root, file)).href)))
  return modules.flatMap((module) => Object.values(module as Record<string, OperationCase[]>).flat())
}

describe('the management API', () => {
  it('has one operation in the table for each of the specification, and no other', () => {
    const table = operations.map((one) => one.id)
    assert.deepEqual([...table].sort(), [...ids].sort())
    assert.deepEqual(duplicates(table), [])
  })

  it('answers the same operations without a token as the specification says', () => {
    for (const operation of operations) {
      const { isPublic, permission } = specified.find((one) => one.id === operation.id) ?? {}
      assert.equal(operation.isPublic, isPublic, operation.id)
      assert.equal(permission === 'public', isPublic, operation.id)
    }
  })

  it('names a permission of the table for each operation, and uses each', () => {
    const used = new Set(specified.map((one) => one.permission))
    assert.deepEqual([...used].sort(), Object.keys(permissions).sort())
  })

  it('keeps each operation in the file named after it, under its tag', () => {
    for (const { id, template, method } of specified) {
      const [tag] = document.paths[template][method.toLowerCase()].tags
      const name = id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
      assert.ok(existsSync(join(root, `server/control-plane/routes/${tag}/${name}.ts`)), `${tag}/${name}`)
    }
  })

  it('asks every change of a shared resource for If-Match and every creation for an Idempotency-Key', () => {
    for (const { id, method, needsIfMatch, needsIdempotencyKey, template } of specified) {
      const created = '201' in document.paths[template][method.toLowerCase()].responses
      if (method === 'POST' && created) assert.ok(needsIdempotencyKey, id)
      if (method === 'PATCH' && template !== '/me') assert.ok(needsIfMatch, id)
    }
  })

  it('has a success, a refusal and a stranger tested for each operation', async () => {
    const tested = (await everyCase()).map((one) => one.operation)
    assert.deepEqual(duplicates(tested), [])
    assert.deepEqual(
      ids.filter((id) => !(tested as string[]).includes(id)),
      [],
      'operations without a case',
    )
    assert.deepEqual(
      tested.filter((id) => !ids.includes(id)),
      [],
      'cases without an operation',
    )
  })
})
