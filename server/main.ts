import { ConfigurationError } from './config/configuration-error.ts'
import { environmentOf, readEnv, unknownNames } from './config/env.ts'
import { parseConfig } from './config/parse-config.ts'
import { loadSecrets } from './config/secrets.ts'
import { createPlatform } from './platform.ts'
import { openParentLink } from './processes/parent-link.ts'
import { nameOf } from './processes/role.ts'
import { runRole } from './processes/run-role.ts'
import { runSupervisor } from './processes/run-supervisor.ts'
import { StartFailure } from './processes/start-failure.ts'

/**
 * `node server/main.ts` runs everything under a supervisor, or one role with OCTROI_ROLE.
 * `node server/main.ts <command>` does one thing and ends: see `platform/commands.ts`.
 */
const program = import.meta.filename
const link = { current: null as ReturnType<typeof openParentLink> }

async function run([command, ...args]: readonly string[]): Promise<void> {
  const env = readEnv()
  const config = parseConfig(env, process.send !== undefined)
  const isSupervisor = config.role.kind === 'all'
  const platform = createPlatform(config, isSupervisor ? 'supervisor' : nameOf(config.role))
  if (command !== undefined) return platform.runCommand(command, args, loadSecrets(env, config))
  platform.warnAboutSurroundings(unknownNames())
  process.on('uncaughtException', (error) => {
    platform.logger.error('unexpected error', { error })
    process.exit(1)
  })
  if (!isSupervisor) {
    link.current = openParentLink(platform.collectMetrics)
    using _own = link.current === null ? platform.lockDataDirectory() : null
    return await runRole({
      config,
      logger: platform.logger,
      link: link.current,
      enrolmentToken: env.OCTROI_ENROLMENT_TOKEN ?? '',
      startRole: (context) =>
        platform.startRole(context, () => loadSecrets(env, config), env.OCTROI_ENROLMENT_TOKEN ?? null),
      renderMetrics: async () => platform.renderMetrics([await platform.collectMetrics()]),
    })
  }
  using _lock = platform.lockDataDirectory()
  const secrets = loadSecrets(env, config)
  await runSupervisor({
    config,
    logger: platform.logger,
    program,
    environmentOf,
    enrolmentToken: env.OCTROI_ENROLMENT_TOKEN ?? platform.enrolmentToken(secrets),
    renderMetrics: platform.renderMetrics,
    collectMetrics: platform.collectMetrics,
    abandoned: new Promise((resolve) => process.once('disconnect', resolve)),
    print: (text) => process.stdout.write(text),
  })
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  const isForOperator =
    error instanceof ConfigurationError ||
    error instanceof StartFailure ||
    (error as Error)?.name === 'DataDirectoryLocked'
  const sentence = isForOperator ? (error as Error).message : ((error as Error)?.stack ?? String(error))
  if (link.current === null) process.stderr.write(`${sentence}\n`)
  else await link.current.failed(sentence)
  process.exitCode = 1
}
// A start that failed or was called off leaves connections open, and they would keep the process alive.
process.exit()
