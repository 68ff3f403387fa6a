import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

/** Programs that readers copy: they say where the reader's own secret comes from. */
const shownPrograms = 'portal/src/features/reference/snippets/'
const root = join(import.meta.dirname, '..', '..')

test('only config/env.ts reads the environment', () => {
  const readers = globSync(['server/**/*.ts', 'portal/src/**/*.{ts,astro}'], { cwd: root }).filter((file) =>
    /process\s*\.\s*env|import\.meta\.env\.(?!(DEV|PROD|BASE_URL)\b)/.test(readFileSync(join(root, file), 'utf8')),
  )
  assert.deepEqual(
    readers.filter((file) => file !== 'server/config/env.ts' && !file.startsWith(shownPrograms)),
    [],
  )
})
