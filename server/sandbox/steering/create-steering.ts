import type { Random } from '#core/ports/random.ts'
import type { Population } from '#sandbox-data/population.ts'
import type { Surroundings, View } from '../create-provider-listener.ts'
import { errorReply } from '../error-reply.ts'
import { providerNameOf } from '../providers.ts'
import type { ProviderCall, Reply } from '../reply.ts'
import { shiftDate } from '../shift-date.ts'
import { createInProgress } from './in-progress.ts'
import { drawDelay } from './parse-delay.ts'
import { createInputsAbout, personaSlugs } from './persona-inputs.ts'
import { type Defaults, readSteering, type Steering } from './read-steering.ts'
import type { Delay, Fault, ForcedError } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { createSequenceCounter } from './sequence.ts'

/** How old the data of a stale answer are. */
const staleDays = 30

/** Gives one call what its developer asked for, else the ordinary answer of `view`. */
export type Steer = (
  call: ProviderCall,
  ordinary: Surroundings['ordinary'],
  view: View,
  defaults: Defaults,
  series: string,
) => Reply

export function createSteering(population: Population, random: Random): Steer {
  const inputsAbout = createInputsAbout(population)
  const countCall = createSequenceCounter()
  const inProgress = createInProgress()
  /** Between 0 and 1, 0 excluded. */
  const unit = () => (random.bytes(4).readUInt32BE() + 1) / 2 ** 32

  return (call, ordinary, view, defaults, application) => {
    const steering = readSteering(call, defaults)
    if ('status' in steering) return steering
    const inputs = steering.example === null ? call.inputs : inputsAbout(steering.example, call.inputs)
    if (inputs === null) return refuseExample(call, population)
    const failing = isFailing(call, steering, application)
    const effect = failing === null ? null : scenarios[failing.slug]
    const fault = effect?.kind === 'fault' ? effect.fault : steering.fault
    const delay = effect?.kind === 'delay' ? effect.delay : steering.delay
    const today = steering.date ?? view.today
    const asOf = fault === 'stale' ? shiftDate(today, -staleDays) : today
    const reply = effect?.kind === 'error' ? forced(call, effect) : ordinary(inputs, { ...view, today: asOf })
    const finished = finish(reply, failing, fault, delay, asOf)
    const { delayMs = 0 } = finished.delivery ?? {}
    if (application === '' || delayMs === 0 || !finished.delivery) return finished
    const left = inProgress.begin(application, call)
    return left === null ? alreadyAsked(call) : { ...finished, delivery: { ...finished.delivery, left } }
  }

  /** The scenario that applies; with a sequence, only to the calls it picks. */
  function isFailing(call: ProviderCall, { scenario, sequence }: Steering, application: string) {
    if (sequence === null) return scenario
    const series = `${call.route.operationId} ${call.header('x-sandbox-sequence')} ${call.header('x-sandbox-sequence-key')}`
    if (!countCall(application, series, sequence)) return null
    return scenario ?? ({ slug: 'maintenance', by: 'header' } as const)
  }

  function finish(
    reply: Reply,
    scenario: Steering['scenario'],
    fault: Fault | null,
    delay: Delay | null,
    asOf: string,
  ): Reply {
    const marked = scenario === null ? reply : explain(reply, scenario)
    const delayMs = delay === null ? 0 : drawDelay(delay, unit)
    if (marked.status !== 200) return { ...marked, delivery: { delayMs, fault } }
    const spoiled =
      fault === 'partial-data' ? withoutLastPart(marked) : fault === 'stale' ? dated(marked, asOf) : marked
    return { ...spoiled, delivery: { delayMs, fault } }
  }
}

/** API Particulier refuses what the same token is being answered already. */
function alreadyAsked({ route }: ProviderCall): Reply {
  const conflict = scenarios.conflict as ForcedError
  const reply = errorReply(route, { ...conflict, source: null, provider: providerNameOf('00') })
  return { ...reply, headers: { ...reply.headers, 'X-Sandbox': 'true', 'Octroi-Forced': 'in-progress' } }
}

function forced({ route }: ProviderCall, effect: ForcedError): Reply {
  const code = effect.code.length === 5 ? effect.code : `${route.providerCode}${effect.code}`
  const provider = providerNameOf(code.slice(0, 2))
  return errorReply(route, { ...effect, code, provider, source: null })
}

/** Says that the reply was asked for; the gateway relays a status it would not relay of a provider. */
function explain(reply: Reply, { slug, by }: NonNullable<Steering['scenario']>): Reply {
  const before = reply.headers['X-Sandbox-Explain']
  const said = `scenario=${slug}; by=${by}`
  return {
    ...reply,
    headers: {
      'X-Sandbox': 'true',
      ...reply.headers,
      'X-Sandbox-Explain': before === undefined ? said : `${before}; ${said}`,
      'Octroi-Forced': slug,
      ...(by === 'prefer' ? { 'Preference-Applied': `code=${reply.status}` } : {}),
    },
  }
}

/** One of the systems behind the provider is missing: 206 without its part, named. */
function withoutLastPart(reply: Reply): Reply {
  const { data, meta, ...rest } = reply.body as { data: Record<string, unknown>; meta: object }
  const missing = Object.keys(data).at(-1) ?? ''
  const kept = Object.fromEntries(Object.entries(data).filter(([name]) => name !== missing))
  return {
    ...reply,
    status: 206,
    headers: { ...reply.headers, 'Octroi-Forced': 'partial-data' },
    body: { data: kept, ...rest, meta: { ...meta, donnees_manquantes: [missing] } },
  }
}

function dated(reply: Reply, date: string): Reply {
  const { meta, ...rest } = reply.body as { meta: object }
  return { ...reply, body: { ...rest, meta: { ...meta, donnees_au: date } } }
}

function refuseExample({ route }: ProviderCall, population: Population): Reply {
  const values = personaSlugs(population).join(', ')
  return errorReply(route, {
    status: 400,
    code: '00366',
    title: 'Paramètre refusé',
    detail: `Prefer: example= nomme un persona. Valeurs possibles : ${values}.`,
    source: { header: 'Prefer' },
    provider: 'Octroi',
    stage: 'control',
    explain: "Envoyez le nom d'un persona documenté.",
  })
}
