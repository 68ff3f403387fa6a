import type { ExchangeDetail } from '../../api/exchanges.ts'
import { recognizePerson } from '../../api/exchanges.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import { getPersona, listPersonas, type PersonaCall, type PersonaMember } from '../../api/sandbox-library.ts'
import type { PortalSettings } from '../../session/portal-settings.ts'
import type { SandboxCall } from '../try-it/sandbox-call.ts'

/** A documented synthetic person, by `persona/person`. */
export interface PersonChoice {
  readonly id: string
  readonly label: string
}

/** The call that can be made again in the sandbox. Every value in it is a documented person's. */
export interface Replay {
  /** Null while nobody is recognized or chosen, or when this person's documents hold no such call. */
  readonly call: SandboxCall | null
  readonly person: PersonChoice | null
  /** Whether the log itself told the person, as against the reader's choice. */
  readonly isRecognized: boolean
  readonly choices: readonly PersonChoice[]
}

/** Offers the operation of an exchange again: about the person it was about where that one is synthetic, else one chosen. */
export async function replayOf(
  api: ManagementApi,
  applicationId: string,
  exchange: ExchangeDetail,
  chosen: string,
  settings: PortalSettings,
): Promise<Replay> {
  const { items } = await listPersonas(settings).catch(() => ({ items: [] }))
  const people = items.flatMap(({ slug, persons }) =>
    persons.map(({ id, nir, first_names, birth_name }) => ({
      id: `${slug}/${id}`,
      nir,
      label: `${first_names[0] ?? ''} ${birth_name}`.trim(),
    })),
  )
  const choices = people.map(({ id, label }) => ({ id, label }))
  const found = people.length === 0 ? null : await recognized(api, applicationId, exchange, people)
  const person = choices.find(({ id }) => id === (chosen || found)) ?? null
  const call = person === null ? null : await documentedCall(person.id, exchange, settings)
  return { call, person, isRecognized: found !== null && person?.id === found, choices }
}

async function recognized(
  api: ManagementApi,
  applicationId: string,
  exchange: ExchangeDetail,
  people: readonly { readonly id: string; readonly nir: string }[],
): Promise<string | null> {
  if (exchange.environment !== 'sandbox') return null
  const references = people.map(({ nir }) => ({ scheme: 'nir', value: nir }))
  const index = await recognizePerson(api, applicationId, exchange.request_id, references)
  return index === null ? null : (people[index]?.id ?? null)
}

async function documentedCall(
  id: string,
  exchange: ExchangeDetail,
  settings: PortalSettings,
): Promise<SandboxCall | null> {
  const [slug = '', member] = id.split('/')
  const persona = await getPersona(settings, slug).catch(() => null)
  const calls = persona?.persons.find((one: PersonaMember) => one.id === member)?.calls ?? []
  const same = calls.find(
    (call) => call.api === exchange.api && call.operation_id === exchange.operation && call.token === 'application',
  )
  return same && persona ? sandboxCallOf(same, persona.day) : null
}

/** On the documented day, so that the documented answer comes. */
function sandboxCallOf({ method, path, query, body }: PersonaCall, day: string): SandboxCall {
  return {
    method,
    path: query === null ? path : `${path}?${query}`,
    headers: { 'X-Sandbox-Date': day },
    body: body === null ? null : JSON.stringify(body),
  }
}
