import { parseArgs } from 'node:util'
import { addMember } from '#core/organizations/add-member.ts'
import { registerOrganization } from '#core/organizations/register-organization.ts'
import { StartFailure } from '../processes/start-failure.ts'
import type { CommandContext } from './command-context.ts'
import { inOneSentence, openOrganizations, parseIdentifier } from './open-organizations.ts'

const usage =
  'create-provider --slug NAME-IN-SPECIFICATIONS --name NAME --identifier fr:siret:NUMBER --owner ADDRESS-OF-AN-ACCOUNT'

/** A provider of data and its first owner, who then invites its reviewers. Providers are not for anybody to declare themselves. */
export async function foundProvider(context: CommandContext, args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      slug: { type: 'string' },
      name: { type: 'string' },
      identifier: { type: 'string' },
      owner: { type: 'string' },
    },
  })
  const { slug, name, identifier, owner } = values
  if (!slug || !/^[a-z0-9-]+$/.test(slug) || !name || !identifier || !owner) throw new StartFailure(usage)
  await using store = await openOrganizations(context.config)
  const { deps, unitOfWork } = store
  await inOneSentence(() =>
    unitOfWork.transaction(async (tx) => {
      const account = await deps.accounts.findByEmail(tx, owner.toLowerCase())
      if (account === null) throw new StartFailure(`${owner} has no account yet: that person signs up first.`)
      const provider = await registerOrganization(tx, deps, null, {
        kind: 'provider',
        slug,
        name,
        country: deps.pack.country,
        identifiers: [parseIdentifier(identifier)],
        is_demo: false,
        verification: 'operator',
      })
      const roles = ['owner', 'reviewer', 'administrator'] as const
      await addMember(tx, deps, null, provider, { account_id: account.id, roles, state: 'active' })
    }),
  )
  context.print(`${name} is a provider; specifications cite it as ${slug}.`)
}
