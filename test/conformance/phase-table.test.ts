import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { phases, recordPhase } from '#gateway/pipeline.ts'

test('ARCHITECTURE.md prints the phase table of the gateway as it runs', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'ARCHITECTURE.md'), 'utf8')
  const printed = [...text.matchAll(/^\| (\w+) +\| ((?:\d{3} )+) *\| ([^|]+?) +\|$/gm)].map(
    ([, name, statuses, needs]) => ({
      name,
      statuses: statuses?.trim().split(' ').map(Number),
      needs,
    }),
  )
  const running = [...phases, recordPhase].map(({ name, mayAnswer, needs }) => ({
    name,
    statuses: [...mayAnswer],
    needs,
  }))
  assert.deepEqual(printed, running)
})
