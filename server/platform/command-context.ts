import type { Config } from '#config/config.ts'
import type { Secrets } from '#config/secrets.ts'
import type { Logger } from '#kit/logger.ts'

/** What a command of `commands.ts` works with. */
export interface CommandContext {
  readonly config: Config
  readonly secrets: Secrets
  readonly logger: Logger
  /** Standard output. */
  readonly print: (line: string) => void
}
