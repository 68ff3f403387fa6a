import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { missingPackages } from '../../bootstrap/complete-lockfile.mjs'

const root = join(import.meta.dirname, '..', '..')
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

test('the lockfile names every optional package, so that npm ci accepts it everywhere', () => {
  assert.deepEqual(missingPackages(lock.packages), [], 'run `node bootstrap/complete-lockfile.mjs`')
})

test('the lockfile is of this manifest, and every version is exact', () => {
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    assert.deepEqual(lock.packages[''][kind], manifest[kind], kind)
    for (const version of Object.values<string>(manifest[kind])) {
      assert.match(version, /^(npm:[@\w/.-]+@)?\d+\.\d+\.\d+[\w.-]*$/)
    }
  }
})

test('the manifest sets no engines: npm under an old Node would refuse to install the new one', () => {
  assert.equal(manifest.engines, undefined)
})
