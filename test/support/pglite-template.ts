import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#adapters/postgres/open-database.ts'

const migrations = new URL('../../server/adapters/postgres/migrations/', import.meta.url)

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  const manifest = createRequire(import.meta.url)
    .resolve('@electric-sql/pglite')
    .replace(/dist.*$/, 'package.json')
  hash.update(await readFile(manifest))
  for (const name of (await readdir(migrations)).sort()) hash.update(await readFile(new URL(name, migrations)))
  return hash.digest('hex').slice(0, 16)
}

/** A migrated data directory to copy from, made once for each set of migrations and shared by every test process. */
export async function pgliteTemplate(): Promise<string> {
  const template = join(tmpdir(), `octroi-pglite-template-${await fingerprint()}`)
  if (existsSync(template)) return template
  const made = await mkdtemp(join(tmpdir(), 'octroi-pglite-making-'))
  await using database = await openDatabase({ kind: 'pglite', dataDir: join(made, 'data') })
  await database.migrate()
  await database[Symbol.asyncDispose]()
  await rename(join(made, 'data'), template).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  await rm(made, { recursive: true, force: true })
  return template
}
