import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import test from 'node:test'
import { problemCatalog } from '#core/problems/catalog.ts'

const root = join(import.meta.dirname, '..', '..')
const files = globSync('portal/src/i18n/*.json', { cwd: root })
const messages = files.map((file) => ({
  locale: basename(file, '.json'),
  keys: keysOf(JSON.parse(readFileSync(join(root, file), 'utf8'))),
}))

function keysOf(node: unknown, prefix = ''): readonly string[] {
  if (typeof node !== 'object' || node === null) return [prefix]
  return Object.entries(node).flatMap(([key, value]) => keysOf(value, prefix === '' ? key : `${prefix}.${key}`))
}

test('every language of the portal has exactly the same messages', () => {
  assert.ok(messages.length >= 2, 'there are at least two languages')
  const all = new Set(messages.flatMap(({ keys }) => keys))
  for (const { locale, keys } of messages) {
    const known = new Set(keys)
    assert.deepEqual(
      [...all].filter((key) => !known.has(key)),
      [],
      `missing in ${locale}`,
    )
  }
})

test('every problem is explained in every language of the portal', () => {
  const locales = messages.map(({ locale }) => locale).sort()
  for (const [slug, { title, cause, remedy }] of Object.entries(problemCatalog)) {
    for (const text of [title, cause, remedy]) {
      assert.deepEqual(Object.keys(text).sort(), locales, slug)
      assert.ok(
        Object.values(text).every((sentence) => sentence.trim() !== ''),
        slug,
      )
    }
  }
})
