import { parseArgs } from 'node:util'
import { createArgon2PasswordHasher } from '#adapters/system/argon2-password-hasher.ts'
import { appointAdministrator, NoOperator } from '#core/organizations/appoint-administrator.ts'
import { StartFailure } from '../processes/start-failure.ts'
import type { CommandContext } from './command-context.ts'
import { inOneSentence, openOrganizations, parseIdentifier } from './open-organizations.ts'

const usage =
  'create-administrator --email ADDRESS [--name NAME] [--locale fr|en] ' +
  '[--organization NAME --identifier fr:siret:NUMBER] (the organization only the first time: it becomes the operator)'

/** An administrator of the platform, with a password made here and printed once. */
export async function createAdministrator(context: CommandContext, args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      locale: { type: 'string', default: 'fr' },
      organization: { type: 'string' },
      identifier: { type: 'string' },
    },
  })
  const { email, organization, identifier } = values
  if (email === undefined || !/^[^@\s]+@[^@\s]+$/.test(email)) throw new StartFailure(usage)
  await using store = await openOrganizations(context.config)
  const { deps, unitOfWork } = store
  const password = deps.random.bytes(18).toString('base64url')
  const passwordHash = await createArgon2PasswordHasher(deps.random).hash(password)
  const operator =
    organization === undefined || identifier === undefined
      ? null
      : { name: organization, country: deps.pack.country, identifiers: [parseIdentifier(identifier)] }
  const name = values.name ?? email
  try {
    await inOneSentence(() =>
      unitOfWork.transaction((tx) =>
        appointAdministrator(tx, deps, { email, name, locale: values.locale, passwordHash, operator }),
      ),
    )
  } catch (error) {
    if (error instanceof NoOperator) throw new StartFailure(`The platform has no operator yet: ${usage}`)
    throw error
  }
  context.print(`Password of ${email}, shown this once: ${password}`)
}
