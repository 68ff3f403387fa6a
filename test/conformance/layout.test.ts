import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import test from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const server = globSync('server/**/*.ts', { cwd: root }).filter((file) => !/generated|migrations/.test(file))

test('only the composition root names adapters', () => {
  const strangers = server.filter(
    (file) => !/^server\/(platform\.ts|platform\/|adapters\/)/.test(file) && /['"]#adapters\//.test(read(file)),
  )
  assert.deepEqual(strangers, [])
})

test('nothing under server/ writes to the console', () => {
  assert.deepEqual(
    server.filter((file) => /\bconsole\s*\./.test(read(file))),
    [],
  )
})

test('nothing under server/ has a default export', () => {
  assert.deepEqual(
    server.filter((file) => /^export default /m.test(read(file))),
    [],
  )
})

test('no process fetches with the global fetch, which would negotiate Brotli', () => {
  const files = [...server, ...globSync('portal/src/**/*.{ts,astro}', { cwd: root })]
  assert.deepEqual(
    files.filter((file) => /(?<![\w.#'"`-])fetch\(/.test(read(file)) && !isBrowserScript(file)),
    [],
  )
})

test('an operation file is named after the operation it defines', () => {
  const wrong = globSync('server/control-plane/routes/*/*.ts', { cwd: root }).filter((file) => {
    const id = /defineOperation\(\s*'(\w+)'/.exec(read(file))?.[1]
    return id !== undefined && kebab(id) !== basename(file, '.ts')
  })
  assert.deepEqual(wrong, [])
})

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** Scripts that run in the browser may: the browser decodes what it asked for. */
function isBrowserScript(file: string): boolean {
  return file.startsWith('portal/src/enhance/')
}
