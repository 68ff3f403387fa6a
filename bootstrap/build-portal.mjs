import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findNode } from './find-node.mjs'
import { hashFiles } from './hash-files.mjs'
import { root } from './root.mjs'

const stampFile = join(root, 'portal', 'dist', '.octroi-source-hash')

/** Builds the portal when its sources, or the packages it is built with, changed since the last build. */
export function buildPortal() {
  if (!existsSync(join(root, 'portal', 'astro.config.mjs'))) return
  const sources = hashFiles(root, ['portal', 'package-lock.json'], new Set(['dist', '.astro', 'node_modules']))
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sources) return
  console.error('Building the portal (first start, or its sources changed)...')
  const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs')
  const result = spawnSync(findNode(), [astro, 'build', '--root', 'portal', '--silent'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  })
  if (result.status !== 0) {
    console.error('The portal could not be built; the lines above say why.')
    process.exit(result.status ?? 1)
  }
  writeFileSync(stampFile, sources)
}
