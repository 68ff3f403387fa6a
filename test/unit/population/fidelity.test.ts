import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { measures } from '#sandbox-data/fidelity/measures.ts'
import { reportFidelity } from '#sandbox-data/fidelity/report-fidelity.ts'
import { openPopulations } from '#sandbox-data/open-populations.ts'

const { sandbox } = openPopulations(20_000)
const report = reportFidelity(sandbox)
const sources = JSON.parse(readFileSync(join(import.meta.dirname, '../../../sandbox-data/sources.json'), 'utf8'))

for (const { id, obtained, target, tolerance, is_within } of report.lines) {
  test(`${id} is within ${tolerance} of ${target}`, () => {
    assert.ok(Number.isFinite(obtained))
    assert.ok(is_within, `${id}: ${obtained}`)
  })
}

test('every measure has a line, and every line a source that is cited', () => {
  assert.deepEqual(report.lines.map(({ id }) => id).sort(), Object.keys(measures).sort())
  const known = sources.sources.map(({ id }: { id: string }) => id)
  for (const { source } of report.lines) assert.ok(known.includes(source), source)
})

test('a line that is too far from its target says so', () => {
  const alone = { ...sandbox, households: sandbox.households.filter(({ persons }) => persons.length === 1) }
  const line = reportFidelity(alone).lines.find(({ id }) => id === 'couples-with-children')
  assert.equal(line?.obtained, 0)
  assert.equal(line?.is_within, false)
})

test('the report leaves personas out', () => {
  const personas = sandbox.households.filter(({ persona }) => persona !== null).length
  assert.equal(report.households, sandbox.households.length - personas)
})
