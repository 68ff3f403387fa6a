import type { RequestListener } from 'node:http'
import type { Random } from '#core/ports/random.ts'
import type { Places } from '#sandbox-data/generator/places.ts'
import { createAnswerDemand } from './answer-demand.ts'
import { createProviderListener, type ProviderDependencies } from './create-provider-listener.ts'
import { createToday } from './create-today.ts'
import { errorReply } from './error-reply.ts'
import { explainAnswer } from './explain-answer.ts'
import { explainRefusal } from './explain-refusal.ts'
import { createPivotResolver } from './identification/resolve-pivot.ts'
import { createLibrary } from './library/create-library.ts'
import type { ProviderCall, Reply } from './reply.ts'
import { createSteering } from './steering/create-steering.ts'
import type { Courier } from './webhooks/create-courier.ts'
import { createOverlayMaker } from './worlds/create-overlay.ts'
import { createSandboxControl } from './worlds/create-sandbox-control.ts'
import { openJournal } from './worlds/journal.ts'
import { createWorlds, mainSandbox } from './worlds/worlds.ts'

export interface SandboxDependencies extends ProviderDependencies {
  /** For delays that are drawn. */
  readonly random: Random
  /** Where people of households that applications create are born. */
  readonly places: Places
  /** Delivers the calendar's events of sandboxes. */
  readonly courier: Courier
  /** Folder of what applications changed in their sandboxes. */
  readonly folder: string
}

/**
 * The upstream of the sandbox gateway: every catalogue API computed from one synthetic population, as
 * each application has changed it for itself. Answers all fields; the gateway drops what a grant does
 * not open, exactly as in production.
 */
export function createSandboxEngine(deps: SandboxDependencies): RequestListener {
  const { population, places, named, pack, clock } = deps
  const answerDemand = createAnswerDemand(population, named)
  const steer = createSteering(population, deps.random)
  const worlds = createWorlds(openJournal(deps.folder, clock), clock)
  const overlayOf = createOverlayMaker(population, answerDemand, places, named)
  const realDay = createToday(pack.timeZone, clock)
  const control = createSandboxControl({
    worlds,
    overlayOf,
    realDay,
    courier: deps.courier,
    randomBytes: (size) => deps.random.bytes(size),
  })
  const resolvePivot = createPivotResolver(population)
  const library = createLibrary({ population, descriptors: deps.descriptors })
  return createProviderListener(
    { ...deps, answerDemand },
    {
      environment: 'bac-a-sable',
      headers: (answer, today) => ({
        ...uncached,
        'X-Sandbox': 'true',
        'X-Sandbox-Explain': explainAnswer(answer, today),
      }),
      explain: explainRefusal,
      elsewhere: (request, answerOperation) =>
        library(request, answerOperation) ?? resolvePivot(request) ?? control(request),
      handle(call, { ordinary, shared }) {
        const application = call.header('octroi-application')
        const name = call.header('x-sandbox-name') || mainSandbox
        if (application === '') return steer(call, ordinary, { ...shared, today: realDay() }, noDefaults, '')
        const state = worlds.find(application, name)
        if (state === null) return refuseName(call, worlds.names(application))
        const isTouched = state.households.length + state.changes.length > 0
        const view = {
          ...shared,
          answerDemand: isTouched ? overlayOf(state).answerDemand : answerDemand,
          today: state.now ?? realDay(),
        }
        return steer(call, ordinary, view, state.defaults, `${application} ${name}`)
      },
    },
  )
}

/** Existing clients read both: nothing is cached here, so the second is present and empty, as they know it. */
const uncached = { 'X-Response-Cached': 'false', 'X-Cache-Expires-in': '' }

const noDefaults = { scenario: null, delay: null }

function refuseName({ route }: ProviderCall, names: readonly string[]): Reply {
  const values = names.join(', ')
  return errorReply(route, {
    status: 400,
    code: '00366',
    title: 'Paramètre refusé',
    detail: `Cette application n'a pas de bac à sable de ce nom. Valeurs possibles : ${values}.`,
    source: { header: 'X-Sandbox-Name' },
    provider: 'Octroi',
    stage: 'control',
    explain: 'Une première opération de contrôle sous un nom crée le bac à sable.',
  })
}
