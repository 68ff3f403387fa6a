import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const documents = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md', 'SECURITY.md']
const topFolders = /^(server|portal|specs|test|sandbox-data|bootstrap|docker)\//

for (const document of documents) {
  test(`every path that ${document} quotes exists`, () => {
    const text = readFileSync(join(root, document), 'utf8')
    const quoted = [...text.matchAll(/`([^`\s]+)`/g)]
      .map((match) => match[1] ?? '')
      .filter((path) => topFolders.test(path))
    const missing = quoted.filter((path) => {
      const pattern = path.replaceAll(/<[^>]+>/g, '*')
      return pattern.includes('*') ? globSync(pattern, { cwd: root }).length === 0 : !existsSync(join(root, pattern))
    })
    assert.deepEqual(missing, [])
  })
}
