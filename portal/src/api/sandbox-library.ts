import type { PortalSettings } from '../session/portal-settings.ts'
import { localProblem } from './api-problem.ts'
import { exchange } from './http-exchange.ts'
import type { LocaleMap } from './schemas.ts'

/** One request about a documented person, and the sandbox's answer on the documented day. */
export interface PersonaCall {
  readonly api: string
  readonly version: string
  readonly operation_id: string
  readonly method: string
  readonly path: string
  readonly query: string | null
  readonly body: Readonly<Record<string, unknown>> | null
  readonly variant: string | null
  readonly title: LocaleMap
  readonly summary: LocaleMap
  readonly twin_of: string | null
  /** Whose token the call carries: the application's, or the one FranceConnect gave for the person. */
  readonly token: 'application' | 'person'
  readonly scopes: readonly string[]
  readonly answer: { readonly status: number; readonly body: unknown }
}

export interface PersonaSummary {
  readonly slug: string
  readonly title: LocaleMap
  readonly story: LocaleMap
  readonly is_reserved: boolean
  readonly fund: string
  readonly persons: readonly {
    readonly id: string
    readonly nir: string
    readonly first_names: readonly string[]
    readonly birth_name: string
  }[]
}

export interface PersonaMember {
  readonly id: string
  readonly role: 'adult' | 'child'
  readonly nir: string
  readonly ine: string
  readonly identifiant: string
  readonly nomNaissance: string
  readonly nomUsage: string | null
  readonly prenoms: readonly string[]
  readonly sexeEtatCivil: string
  readonly anneeDateNaissance: number
  readonly moisDateNaissance: number | null
  readonly jourDateNaissance: number | null
  readonly codeCogInseePaysNaissance: string
  readonly codeCogInseeCommuneNaissance: string | null
  readonly lieuNaissance: string
  readonly telephone: string
  readonly courriel: string
  readonly mois_deces: string | null
  readonly noms_precedents: readonly string[]
  readonly calls: readonly PersonaCall[]
}

export interface PersonaDetail extends Omit<PersonaSummary, 'persons'> {
  /** ISO date the answers are about. */
  readonly day: string
  readonly address: {
    readonly complement: string | null
    readonly street: string
    readonly place: string | null
    readonly postcode: string
    readonly city: string
  }
  readonly is_address_protected: boolean
  readonly persons: readonly PersonaMember[]
  /** Demands that differ from the person's own traits, as the story documents them. */
  readonly variations: readonly (PersonaCall & { readonly change: Readonly<Record<string, unknown>> })[]
}

export interface FidelityLine {
  readonly id: string
  readonly label: LocaleMap
  readonly unit: 'share_of_persons' | 'share_of_households' | 'number' | 'euros_a_year'
  readonly target: number
  readonly obtained: number
  readonly tolerance: number
  readonly is_within: boolean
  readonly source: string
  readonly note: LocaleMap | null
}

export interface DataSource {
  readonly id: string
  readonly used_for: readonly string[]
  readonly title: string
  readonly publisher: string
  readonly url: string
  readonly licence: string
}

export interface PopulationReport {
  readonly fidelity: {
    readonly population_version: string
    readonly month: string
    readonly persons: number
    readonly households: number
    readonly lines: readonly FidelityLine[]
  }
  readonly sources: readonly DataSource[]
  readonly assumed: readonly string[]
}

export interface FareTable {
  readonly id: string
  readonly version: string
  readonly title: LocaleMap
  readonly source: string
  readonly valid_from: string
  readonly rules: readonly {
    readonly when: readonly { readonly fact: string; readonly is: string; readonly value: number | boolean }[]
    readonly profile: string
    readonly valid_months: number
  }[]
}

type List<T> = { readonly items: readonly T[] }

export const listPersonas = (settings: PortalSettings) => readLibrary<List<PersonaSummary>>(settings, 'personas')

export const getPersona = (settings: PortalSettings, slug: string) =>
  readLibrary<PersonaDetail>(settings, `personas/${slug}`)

export const getPopulation = (settings: PortalSettings) => readLibrary<PopulationReport>(settings, 'population')

export const listFareTables = (settings: PortalSettings) => readLibrary<List<FareTable>>(settings, 'fare-tables')

/**
 * What the sandbox process publishes about its population. Nothing of it is personal: nobody in it exists.
 * @throws ApiProblem 503 where no sandbox answers, 404 for what it does not know.
 */
async function readLibrary<T>(settings: PortalSettings, path: string): Promise<T> {
  const url = settings.sandboxEngineUrl
  const answer =
    url === undefined || !/^[a-z0-9/-]+$/.test(path)
      ? null
      : await exchange({ method: 'GET', url: `${url}/library/${path}` }).catch(() => null)
  if (answer?.status === 404) throw localProblem(404, 'not-found', 'Not found', settings.requestId)
  if (answer?.status !== 200) {
    throw localProblem(503, 'unavailable', 'The sandbox process did not answer.', settings.requestId)
  }
  return JSON.parse(answer.body.toString('utf8')) as T
}
