import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { type Check, runChecks } from './support/run-checks.ts'
import { type Outcome, runTestFiles } from './support/run-test-files.ts'

/**
 * Every check and test, cheapest first. Arguments narrow it: `npm test -- test/unit lint`.
 * With CI=true a skipped test counts as a failure, so that nothing is skipped in silence.
 */
const root = join(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules', '.bin', name)

const checks: readonly Check[] = [
  { name: 'lint', command: [bin('biome'), 'check', '.'] },
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'arch', command: [bin('depcruise'), '--config', '.dependency-cruiser.mjs', 'server', 'portal/src', 'test'] },
  { name: 'unused', command: [bin('knip')] },
  { name: 'portal', command: [bin('astro'), 'check', '--root', 'portal'] },
]

interface Suite {
  readonly folder: string
  readonly concurrency: number
  /** A folder inside that has a line of its own. */
  readonly except?: string
  /** The store behind the management suites: PGlite unless it says otherwise. */
  readonly store?: 'postgres'
}

/** Folders in the order of their cost; journeys start whole platforms, so they run alone. */
const suites: readonly Suite[] = [
  { folder: 'test/unit', concurrency: 2 },
  { folder: 'test/conformance', concurrency: 2 },
  { folder: 'test/contracts', concurrency: 2 },
  { folder: 'test/integration', concurrency: 2, except: 'test/integration/management/' },
  { folder: 'test/integration/management', concurrency: 2, store: 'postgres' },
  { folder: 'test/security', concurrency: 2 },
  { folder: 'test/journeys', concurrency: 1 },
]

const wanted = process.argv.slice(2)
const isWanted = (name: string) => wanted.length === 0 || wanted.some((filter) => name.includes(filter))
const startedAt = performance.now()

const failedChecks = await runChecks(
  checks.filter((check) => isWanted(check.name) && isPresent(check.name)),
  2,
)
const outcome: Outcome = { passed: 0, failed: 0, skipped: 0, failures: [] }
for (const { folder, concurrency, except, store } of suites) {
  const files = globSync(`${folder}/**/*.test.ts`, { cwd: root })
    .filter((file) => isWanted(file) && (except === undefined || !file.startsWith(except)))
    .sort()
    .map((file) => join(root, file))
  if (files.length === 0) continue
  if (store !== undefined) {
    console.log(`${folder}, on real PostgreSQL`)
    process.env.TEST_STORE = store
  }
  await runTestFiles(files, concurrency, outcome)
  delete process.env.TEST_STORE
}

const isStrict = process.env.CI === 'true'
const seconds = Math.round((performance.now() - startedAt) / 1000)
for (const name of failedChecks) console.log(`failed: ${name}`)
for (const failure of outcome.failures) console.log(`failed: ${failure}`)
if (isStrict && outcome.skipped > 0) console.log(`failed: ${outcome.skipped} skipped, and CI=true allows none`)
const failed = failedChecks.length + outcome.failed + (isStrict ? outcome.skipped : 0)
console.log(`\n${outcome.passed} passed, ${failed} failed, ${outcome.skipped} skipped in ${seconds} s`)
process.exitCode = failed === 0 ? 0 : 1

/** The portal's own check needs its sources. */
function isPresent(name: string): boolean {
  return name !== 'portal' || existsSync(join(root, 'portal', 'astro.config.mjs'))
}
