import { csvLine } from '#kit/csv-line.ts'
import type { AuthorizationFile, AuthorizationStore } from '../authorizations/authorization-store.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { PublicationFiles } from './publication.ts'

const columns = [
  'id',
  'reference',
  'api',
  'version',
  'provider',
  'identifier',
  'beneficiary',
  'title',
  'purpose',
  'legal_basis',
  'legal_text',
  'legal_contexts',
  'scopes',
  'conditions',
  'state',
  'valid_from',
  'valid_until',
  'supersedes',
  'demonstration',
  'link',
] as const

const pageSize = 200

/** One entry of the register as a file holds it: what everybody may read, no contact, nobody's name. */
function entryOf(file: AuthorizationFile, publicUrl: string) {
  const { authorization } = file
  const { content } = authorization
  return {
    id: authorization.id,
    reference: authorization.reference,
    beneficiary: file.beneficiary_name,
    identifiers: file.beneficiary_identifiers.map(({ scheme, value }) => `${scheme} ${value}`),
    title: content.title,
    purpose: content.purpose,
    legal_basis: content.legal_basis,
    legal_text: content.legal_text,
    legal_contexts: content.legal_contexts.map(({ code }) => code),
    opened: authorization.opened.map(({ api, version, scopes, conditions, provider_organization_id }) => ({
      api,
      version,
      provider: file.provider_names.get(provider_organization_id) ?? '',
      scopes,
      conditions,
    })),
    state: authorization.state,
    valid_from: authorization.valid_from,
    valid_until: authorization.valid_until,
    supersedes: authorization.supersedes,
    demonstration: file.beneficiary_is_demo,
    link: `${publicUrl}/fr/register/${authorization.id}`,
  }
}

type Entry = ReturnType<typeof entryOf>

/** A line for each API that an authorization opens. */
function linesOf(entry: Entry): string[] {
  return entry.opened.map((one) =>
    csvLine(
      columns.map((name) => {
        switch (name) {
          case 'api':
          case 'version':
          case 'provider':
          case 'conditions':
            return one[name]
          case 'scopes':
            return one.scopes.join(' ')
          case 'identifier':
            return entry.identifiers.join(' ')
          case 'legal_contexts':
            return entry.legal_contexts.join(' ')
          default:
            return entry[name]
        }
      }),
    ),
  )
}

/** The whole register as it is now, newest authorization first: JSON, and CSV with a line for each API opened. */
export async function registerFiles(
  tx: Transaction,
  deps: { readonly authorizations: AuthorizationStore; readonly publicUrl: string },
  month: string,
): Promise<PublicationFiles> {
  const entries: Entry[] = []
  const filter = { organizations: null, state: null, words: null }
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const page: Awaited<ReturnType<AuthorizationStore['list']>> = await deps.authorizations.list(tx, filter, {
      after,
      size: pageSize,
    })
    entries.push(...page.items.map((file) => entryOf(file, deps.publicUrl)))
    after = page.next
  }
  return {
    json: `${JSON.stringify({ kind: 'register', month, entries }, null, 1)}\n`,
    csv: [csvLine(columns), ...entries.flatMap(linesOf)].join(''),
  }
}
