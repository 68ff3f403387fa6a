import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { controlOperations } from '#sandbox/worlds/control-operations.ts'
import { changeInput } from '#sandbox/worlds/world-event.ts'

const file = join(import.meta.dirname, '..', '..', 'specs', 'sandbox.openapi.yaml')
const document = parse(readFileSync(file, 'utf8'))

test('the specification of sandbox control and the operations served are the same', () => {
  const specified = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item as object)
      .filter((method) => method !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}')}`),
  )
  assert.deepEqual(specified.sort(), Object.keys(controlOperations).sort())
})

test('a person changes by the members the specification names', () => {
  const { properties } = document.components.schemas.PersonChange
  assert.deepEqual(Object.keys(properties).sort(), Object.keys(changeInput.shape).sort())
})
