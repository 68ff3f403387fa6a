import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** SHA-256 over names and contents of files and folders, in a fixed order. */
export function hashFiles(base, paths, skip = new Set()) {
  const hash = createHash('sha256')
  for (const path of paths) add(join(base, path))
  return hash.digest('hex')

  function add(path) {
    let entries
    try {
      entries = readdirSync(path, { withFileTypes: true })
    } catch (error) {
      if (error.code === 'ENOENT') return
      if (error.code !== 'ENOTDIR') throw error
      hash
        .update(`${relative(base, path)}\0`)
        .update(readFileSync(path))
        .update('\0')
      return
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!skip.has(entry.name)) add(join(path, entry.name))
    }
  }
}
