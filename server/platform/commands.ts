import { openDatabase } from '#adapters/postgres/open-database.ts'
import { deriveEnrolmentToken } from '#core/nodes/derive-enrolment-token.ts'
import { StartFailure } from '../processes/start-failure.ts'
import { runAuditCommand } from './audit/run-audit-command.ts'
import type { CommandContext } from './command-context.ts'
import { createAdministrator } from './create-administrator.ts'
import { foundProvider } from './found-provider.ts'
import { mintEpochAfterRestore } from './mint-epoch-after-restore.ts'
import { openControlStore } from './open-control-store.ts'

type Command = (context: CommandContext, args: readonly string[]) => Promise<void>

/** THE table of what `node server/main.ts <command>` can do. */
const commands: Readonly<Record<string, Command>> = {
  migrate,
  'create-administrator': createAdministrator,
  'create-provider': foundProvider,
  'enrolment-token': printEnrolmentToken,
  'after-restore': mintEpochAfterRestore,
  audit: runAuditCommand,
}

/** Runs one of the commands above; @throws StartFailure naming them when there is no such command. */
export async function runCommand(name: string, args: readonly string[], context: CommandContext): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new StartFailure(`There is no command "${name}". Commands: ${Object.keys(commands).join(', ')}.`)
  await command(context, args)
}

/** Creates or updates the tables, under the role that owns them. */
async function migrate({ config, logger }: CommandContext): Promise<void> {
  const { database } = config
  await using store =
    database.engine === 'embedded'
      ? await openControlStore(config)
      : await openDatabase({ kind: 'postgres', url: database.ownerUrl, schema: database.schema })
  await store.migrate()
  logger.info('the store has the tables of this release')
}

/** What a node that runs apart proves itself with the first time: its OCTROI_ENROLMENT_TOKEN. */
async function printEnrolmentToken({ secrets, print }: CommandContext): Promise<void> {
  print(deriveEnrolmentToken(secrets.master))
}
