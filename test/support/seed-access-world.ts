import { randomUUID } from 'node:crypto'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'

/** Identifiers of what `seedAccessWorld` wrote. */
export interface AccessWorld {
  readonly consumer: string
  readonly editor: string
  readonly cnaf: string
  readonly cnam: string
  readonly operator: string
  readonly application: string
  readonly editorApplication: string
  readonly accounts: Readonly<Record<string, string>>
}

type Kind = 'consumer' | 'provider' | 'operator' | 'editor'

/** Organizations, applications and people of an access request, straight into the tables. */
export async function seedAccessWorld(tx: Transaction, people: readonly string[]): Promise<AccessWorld> {
  const trx = inside(tx)
  let serial = 0

  async function organization(kind: Kind, name: string, slug: string | null): Promise<string> {
    const id = randomUUID()
    await trx.insertInto('organizations').values({ id, kind, name, slug, verification: 'operator' }).execute()
    serial += 1
    const value = String(10_000_000_000_000 + serial)
    await trx
      .insertInto('organization_identifiers')
      .values({ organization_id: id, scheme: 'fr:siret', value })
      .execute()
    return id
  }

  async function application(owner: string, name: string): Promise<string> {
    const id = randomUUID()
    await trx
      .insertInto('applications')
      .values({
        id,
        organization_id: owner,
        name,
        sandbox_client_id: `sbx-${id}`,
        production_client_id: `prd-${id}`,
      })
      .execute()
    return id
  }

  const consumer = await organization('consumer', 'Métropole de Valmont', null)
  const editor = await organization('editor', 'Éditeur Exemple', null)
  const cnaf = await organization('provider', 'Cnaf', 'cnaf')
  const cnam = await organization('provider', 'Cnam', 'cnam')
  const operator = await organization('operator', 'Opérateur', null)
  const accounts: Record<string, string> = {}
  for (const name of people) {
    const id = randomUUID()
    await trx
      .insertInto('accounts')
      .values({ id, kind: 'person', email: `${name}@example.test`, name })
      .execute()
    accounts[name] = id
  }
  return {
    consumer,
    editor,
    cnaf,
    cnam,
    operator,
    application: await application(consumer, 'Billettique'),
    editorApplication: await application(editor, 'Guichet en ligne'),
    accounts,
  }
}
