import { lineHash } from '../audit/chain-line.ts'
import type { ExchangeRecord } from '../audit/exchange-record.ts'
import { formatReceipt } from '../audit/receipt.ts'
import type { FoundRecord } from '../audit/search/record-search.ts'
import type { AuthorizationFile } from '../authorizations/authorization-store.ts'
import type { CatalogApi } from '../catalog/api-store.ts'
import type { LegalContext } from '../grants/grant.ts'
import { sandboxContexts } from '../grants/sandbox-contexts.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Consultation, ConsultingBody } from './consultation.ts'
import type { ConsultationDeps } from './consultation-deps.ts'

interface Known {
  readonly apis: ReadonlyMap<string, CatalogApi>
  readonly contexts: readonly LegalContext[]
  readonly files: ReadonlyMap<string, AuthorizationFile>
  readonly organizations: ReadonlyMap<string, string>
  readonly applications: ReadonlyMap<string, string>
}

/** Records in the words of the person they are about. */
export async function describeConsultations(
  tx: Transaction,
  deps: ConsultationDeps,
  found: readonly FoundRecord[],
  isWithheld: (record: ExchangeRecord) => boolean,
): Promise<Consultation[]> {
  const known = await lookUp(
    tx,
    deps,
    found.map(({ record }) => record),
  )
  return found.map((one) => describe(one, known, isWithheld(one.record)))
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))]
}

async function lookUp(tx: Transaction, deps: ConsultationDeps, records: readonly ExchangeRecord[]): Promise<Known> {
  const files = new Map<string, AuthorizationFile>()
  for (const id of distinct(records.map((record) => record.authorization_id))) {
    const file = await deps.authorizations.load(tx, id)
    if (file !== null) files.set(id, file)
  }
  const applications = new Map<string, string>()
  for (const id of distinct(records.map((record) => record.application_id))) {
    const application = await deps.applications.load(tx, id)
    if (application !== null) applications.set(id, application.name)
  }
  const bodies = distinct(records.map((record) => record.beneficiary_id ?? record.organization_id))
  const organizations = await deps.organizations.loadMany(tx, bodies)
  const apis = await deps.apis.listAll(tx, ['published', 'deprecated', 'retired'])
  return {
    files,
    applications,
    contexts: sandboxContexts(deps.pack),
    organizations: new Map(organizations.map(({ id, name }) => [id, name])),
    apis: new Map(apis.map((api) => [`${api.api}@${api.version}`, api])),
  }
}

function describe({ record, line }: FoundRecord, known: Known, is_withheld: boolean): Consultation {
  const api = known.apis.get(`${record.api}@${record.api_version}`)
  const file = known.files.get(record.authorization_id ?? '')
  const contexts = [...(file?.authorization.content.legal_contexts ?? []), ...known.contexts]
  const labels = new Map(api?.descriptor.scopes.map(({ name, label }) => [name, label]))
  const body: ConsultingBody = {
    name: known.organizations.get(record.beneficiary_id ?? record.organization_id ?? '') ?? '',
    application_name: known.applications.get(record.application_id ?? '') ?? null,
    authorization: file
      ? {
          id: file.authorization.id,
          reference: file.authorization.reference,
          title: file.authorization.content.title,
        }
      : null,
    receipt: formatReceipt({ ...record, hash: lineHash(line) }),
  }
  return {
    request_id: record.request_id,
    at: record.at,
    environment: record.environment,
    api: record.api ?? '',
    api_title: api?.descriptor.title ?? null,
    provider_name: api?.provider_name ?? null,
    is_found: record.status !== 404,
    scopes: record.scopes_effective.map((name) => ({ name, label: labels.get(name) ?? null })),
    fields: record.fields,
    legal_context: record.legal_context,
    purpose: contexts.find(({ code }) => code === record.legal_context)?.label ?? null,
    is_withheld,
    body: is_withheld ? null : body,
  }
}
