import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import test from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const sources = globSync(['server/**/*.ts', 'portal/src/**/*.{ts,astro}', 'bootstrap/*.mjs', 'sandbox-data/**/*.ts'], {
  cwd: root,
}).filter((file) => !/(^|\/)(generated|migrations|dist|\.astro)\//.test(file))
const tests = globSync('test/**/*.ts', { cwd: root })
const linesOf = (file: string) => readFileSync(join(root, file), 'utf8').split('\n').length - 1
const quantile = (sorted: readonly number[], q: number) => sorted[Math.floor((sorted.length - 1) * q)] ?? 0

test('half of the source files have at most 60 lines, and nine in ten at most 215', () => {
  const lengths = sources.map(linesOf).sort((a, b) => a - b)
  assert.ok(quantile(lengths, 0.5) <= 60, `the median is ${quantile(lengths, 0.5)}`)
  assert.ok(quantile(lengths, 0.9) <= 215, `the 90th percentile is ${quantile(lengths, 0.9)}`)
})

test('no file, tests included, has more than 400 lines', () => {
  const long = [...sources, ...tests].filter((file) => linesOf(file) > 400)
  assert.deepEqual(long, [])
})

test('no file hides behind a name that says nothing', () => {
  const vague = /^(utils?|helpers?|common|misc|types|index|manager|base)\.(ts|mjs)$/
  const pages = /^portal\/src\/pages\//
  const named = [...sources, ...tests].filter((file) => vague.test(basename(file)) && !pages.test(file))
  assert.deepEqual(named, [])
})

test('file names are kebab-case', () => {
  const shouting = [...sources, ...tests].filter(
    (file) => !file.endsWith('.astro') && !file.startsWith('portal/src/pages/') && /[A-Z_]/.test(basename(file)),
  )
  assert.deepEqual(shouting, [])
})
