import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/** The oldest Node whose type stripping is stable. */
const oldest = [24, 12]

function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

/** Path of the Node that runs the product: the pinned package, else this one, else the one on the PATH. */
export function findNode() {
  const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(pinned)) return pinned
  if (runsTypeScript(process.versions.node)) return process.execPath
  try {
    const version = execFileSync('node', ['-p', 'process.versions.node'], { encoding: 'utf8' })
    if (runsTypeScript(version)) return 'node'
  } catch {
    // No other Node on the PATH: the sentence below says what to do.
  }
  console.error(
    `Octroi runs on Node ${oldest.join('.')} or newer. No pinned Node exists for ${process.platform}-${process.arch}: ` +
      'install one and start again.',
  )
  process.exit(1)
}
