import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { ConfigurationError } from './configuration-error.ts'
import type { Env } from './env.ts'

/** The secret everything else is derived from. Only the control role and the supervisor hold it. */
export interface Secrets {
  readonly master: Buffer
}

const shortest = 32
const examples = /change.?me|example|secret|password|octroi/i

/**
 * OCTROI_SECRET, or outside production one made once and kept in the data directory (mode 0600).
 * @throws ConfigurationError when production has none, or one that can be guessed.
 */
export function loadSecrets(env: Env, config: Config): Secrets {
  const given = env.OCTROI_SECRET
  if (given !== undefined) {
    checkStrength(given)
    return { master: Buffer.from(given) }
  }
  if (config.profile === 'production') {
    throw new ConfigurationError(
      `OCTROI_SECRET (or OCTROI_SECRET_FILE) must be set in production: ${shortest} random bytes or more, ` +
        'for example from `openssl rand -base64 48`.',
    )
  }
  return { master: Buffer.from(readOrCreate(join(config.dataDir, 'secret'), config.dataDir)) }
}

function checkStrength(secret: string): void {
  if (Buffer.byteLength(secret) < shortest) {
    throw new ConfigurationError(`OCTROI_SECRET is too short: it needs ${shortest} bytes or more.`)
  }
  if (new Set(secret).size < 12 || examples.test(secret)) {
    throw new ConfigurationError('OCTROI_SECRET looks like an example: make one with `openssl rand -base64 48`.')
  }
}

/** A killed process must not leave half a secret behind, so the whole file appears at once or not at all. */
function readOrCreate(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, randomBytes(48).toString('base64url'), { mode: 0o600 })
    renameSync(draft, file)
  }
  return readFileSync(file, 'utf8')
}
