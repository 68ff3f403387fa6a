import type { ApiDescriptor, OperationDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { Person } from '#sandbox-data/population.ts'
import type { Inputs } from '../control/inputs.ts'

type Value = string | number | readonly string[] | null
export type Change = Readonly<Record<string, Value>>

/** A request anybody can send about a documented person. */
export interface LibraryCall {
  readonly api: string
  readonly version: string
  readonly operation_id: string
  readonly method: string
  readonly path: string
  /** Of a GET, without its question mark. */
  readonly query: string | null
  /** Of a POST: the members of its JSON body. */
  readonly body: Readonly<Record<string, unknown>> | null
  /** What tells it from other calls of the same operation, such as the fare table asked; or null. */
  readonly variant: string | null
}

/** What the values of a call are taken from. */
export interface CallContext {
  /** ISO date the answer is about. */
  readonly day: string
  /** SIRET of the body the data is asked for, of the reserved block. */
  readonly recipient: string
  /** `id/version` of each fare table. */
  readonly fareTables: readonly string[]
}

/** Every call of one operation about a person; none when it demands something the person does not have. */
export function callsAbout(
  { api, version }: Pick<ApiDescriptor, 'api' | 'version'>,
  operation: OperationDescriptor,
  person: Person,
  context: CallContext,
  change: Change = {},
): LibraryCall[] {
  const takesTable = bodyMembers(operation).includes('bareme')
  const variants = takesTable ? context.fareTables : [null]
  return variants.flatMap((variant) => {
    const all = { ...valuesOf(person, context), ...(variant === null ? {} : { bareme: variant }), ...bare(change) }
    const { operation_id, method, path } = operation
    const known = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
    const made =
      operation.body === null
        ? { query: queryOf(operation, known), body: null }
        : { query: null, body: bodyOf(operation, known) }
    if (made.query === null && made.body === null) return []
    return [{ api, version, operation_id, method, path, ...made, variant }]
  })
}

/** What a person's own token says in the place of the call: their civil status. */
export function civilStatusOf(person: Person, context: CallContext): Inputs {
  const all = valuesOf(person, context)
  const stated = civilStatusNames.map((name) => [name, [all[name] ?? []].flat().map(String)] as const)
  return new Map(stated.filter(([, values]) => values.length > 0))
}

const civilStatusNames = [
  'nomNaissance',
  'prenoms',
  'anneeDateNaissance',
  'moisDateNaissance',
  'jourDateNaissance',
  'sexeEtatCivil',
  'codeCogInseePaysNaissance',
  'codeCogInseeCommuneNaissance',
]

/** The same values as the engine reads them. */
export function inputsOfCall({ query, body }: Pick<LibraryCall, 'query' | 'body'>): Inputs {
  const inputs = new Map<string, string[]>()
  const append = (name: string, value: unknown) => {
    const key = name.replace(/\[\]$/, '')
    inputs.set(key, [...(inputs.get(key) ?? []), String(value)])
  }
  if (query !== null) for (const [name, value] of new URLSearchParams(query)) append(name, value)
  for (const [name, value] of Object.entries(body ?? {})) for (const each of [value].flat()) append(name, each)
  return inputs
}

/** What can be said of a person, by the name of the parameter or member that asks for it. */
function valuesOf(person: Person, { day, recipient }: CallContext): Readonly<Record<string, Value>> {
  const { birth } = person
  const two = (part: number | null) => String(part ?? 0).padStart(2, '0')
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  const schoolYear = month >= 9 ? year : year - 1
  const before = (months: number) => new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 7)
  return {
    recipient,
    nomNaissance: person.birth_name,
    prenoms: person.first_names,
    anneeDateNaissance: birth.year,
    moisDateNaissance: birth.month,
    jourDateNaissance: birth.day,
    sexeEtatCivil: person.sex,
    codeCogInseePaysNaissance: birth.country,
    codeCogInseeCommuneNaissance: birth.commune,
    ine: person.ine,
    identifiant: person.login,
    nir: person.nir,
    nom_naissance: person.birth_name,
    prenom: person.first_names[0] ?? null,
    date_naissance: `${birth.year}-${two(birth.month)}-${two(birth.day)}`,
    debut: before(3),
    fin: before(1),
    degreEtablissement: '2D',
    codesBcnRegions: ['84'],
    anneeScolaire: `${schoolYear}-${schoolYear + 1}`,
  }
}

function queryOf({ parameters }: OperationDescriptor, known: Readonly<Record<string, unknown>>): string | null {
  const parts: string[] = []
  for (const { name, required, brackets, in: place } of parameters) {
    const value = known[name]
    if (value === undefined && required) return null
    if (value === undefined || place !== 'query') continue
    for (const each of [value].flat()) parts.push(`${name}${brackets ? '[]' : ''}=${encodeURIComponent(String(each))}`)
  }
  return parts.join('&')
}

function bodyOf(operation: OperationDescriptor, known: Readonly<Record<string, unknown>>) {
  const schema = operation.body?.schema as { required?: readonly string[] } | undefined
  if ((schema?.required ?? []).some((name) => known[name] === undefined)) return null
  const members = bodyMembers(operation).filter((name) => known[name] !== undefined)
  return Object.fromEntries(members.map((name) => [name, known[name]]))
}

function bodyMembers({ body }: OperationDescriptor): string[] {
  return Object.keys((body?.schema as { properties?: object } | undefined)?.properties ?? {})
}

function bare(change: Change): Change {
  return Object.fromEntries(Object.entries(change).map(([name, value]) => [name.replace(/\[\]$/, ''), value]))
}
