import { createLogger } from '#adapters/observability/create-logger.ts'
import { createMetrics, renderMetrics } from '#adapters/observability/create-metrics.ts'
import { lockDataDirectory } from '#adapters/system/data-directory-lock.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import type { Config } from '#config/config.ts'
import type { Secrets } from '#config/secrets.ts'
import { deriveEnrolmentToken } from '#core/nodes/derive-enrolment-token.ts'
import { createBootClock } from '#kit/boot-clock.ts'
import type { Logger } from '#kit/logger.ts'
import { runtimeWarnings } from './config/runtime-warnings.ts'
import type { RoleContext, RunningRole } from './processes/role.ts'

/** What every process of the installation has, whatever its role. */
export interface Platform {
  readonly logger: Logger
  collectMetrics(): Promise<readonly unknown[]>
  renderMetrics(collected: readonly (readonly unknown[])[]): Promise<string>
  /** Builds the surfaces of one role on the adapters the configuration chose. */
  startRole(context: RoleContext, secrets: () => Secrets, enrolmentToken: string | null): Promise<RunningRole>
  /** One of the commands of `platform/commands.ts`. */
  runCommand(command: string, args: readonly string[], secrets: Secrets): Promise<void>
  /** @throws DataDirectoryLocked when another instance holds it. */
  lockDataDirectory(): Disposable
  enrolmentToken(secrets: Secrets): string
  /** Says what is unsafe or unknown about where the process runs. */
  warnAboutSurroundings(unknownVariables: readonly string[]): void
}

/**
 * The composition root. With `platform/*.ts`, one file a role, the only code that names adapters;
 * a role's files are imported when it starts, so that no process loads drivers it does not use.
 */
export function createPlatform(config: Config, processName: string): Platform {
  const logger = createLogger({ process: processName, ...config.log })
  const metrics = createMetrics(processName)
  return {
    logger,
    collectMetrics: () => metrics.collect(),
    renderMetrics,
    async startRole(untimed, secrets, enrolmentToken) {
      const context = { ...untimed, clock: createSystemClock(), bootClock: createBootClock() }
      switch (config.role.kind) {
        case 'control': {
          const { startControl } = await import('./platform/start-control.ts')
          return startControl(context, secrets(), enrolmentToken)
        }
        case 'issuer': {
          const { startIssuer } = await import('./platform/start-issuer.ts')
          return startIssuer(context)
        }
        case 'gateway': {
          const { startGateway } = await import('./platform/start-gateway.ts')
          const { createGatewayMetrics } = await import('#adapters/observability/create-gateway-metrics.ts')
          return startGateway(context, config.role.environment, createGatewayMetrics(metrics.registry))
        }
        case 'sandbox': {
          const { startSandbox } = await import('./platform/start-sandbox.ts')
          return startSandbox(context)
        }
        case 'all':
          throw new Error('The supervisor has no surface of its own.')
      }
    },
    async runCommand(command, args, secrets) {
      const { runCommand } = await import('./platform/commands.ts')
      const print = (line: string) => void process.stdout.write(`${line}\n`)
      return runCommand(command, args, { config, secrets, logger, print })
    },
    lockDataDirectory: () => lockDataDirectory(config.dataDir),
    enrolmentToken: (secrets) => deriveEnrolmentToken(secrets.master),
    warnAboutSurroundings(unknownVariables) {
      for (const name of unknownVariables) logger.warn(`${name} means nothing to Octroi and is ignored`)
      for (const warning of runtimeWarnings(config, process.versions.node)) logger.warn(warning)
    },
  }
}
