import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { type FidelityReport, fidelitySteps } from '#sandbox-data/fidelity/report-fidelity.ts'
import { readPersonas } from '#sandbox-data/generator/read-personas.ts'
import type { Population } from '#sandbox-data/population.ts'
import type { AnswerOperation } from '../create-provider-listener.ts'
import { readFareTables } from '../eligibility/fare-table.ts'
import type { Reply } from '../reply.ts'
import { chooseFareTables } from './choose-fare-tables.ts'
import { describePersona, type PersonaContext, summarisePersona } from './describe-persona.ts'

/** The day the documented answers are about: the golden cases' own. */
export const documentedDay = '2026-11-22'

/** A body of the reserved block, as the golden cases name it. */
const recipient = '00000001800010'

export interface LibraryDependencies extends Pick<PersonaContext, 'descriptors'> {
  readonly population: Population
}

/**
 * `/library/*`: what is public about the population, for the pages of the portal. Read by the control process at
 * the engine's own address; the gateway forwards no such path. Null for another path.
 */
export function createLibrary(
  deps: LibraryDependencies,
): (request: IncomingMessage, answerOperation: AnswerOperation) => Promise<Reply> | null {
  const fareTables = readFareTables()
  const households = new Map(
    deps.population.households.flatMap((each) => (each.persona ? [[each.persona, each] as const] : [])),
  )
  const personas = readPersonas().filter(({ id }) => households.has(id))
  const context = { ...deps, day: documentedDay, recipient }
  const described = new Map<string, object>()
  let fidelity: Promise<FidelityReport> | null = null

  function personaOf(slug: string, answerOperation: AnswerOperation): object | null {
    const persona = personas.find(({ id }) => id === slug)
    const household = households.get(slug)
    if (!persona || !household) return null
    const known =
      described.get(slug) ??
      describePersona(persona, household, {
        ...context,
        fareTables: chooseFareTables([...fareTables.values()], household, personas.indexOf(persona)),
        answerCall: answerOperation,
      })
    described.set(slug, known)
    return known
  }

  async function populationOf(): Promise<object> {
    fidelity ??= measure(deps.population)
    return { fidelity: await fidelity, ...readSources() }
  }

  async function read(path: string, answerOperation: AnswerOperation): Promise<object | null> {
    if (path === 'personas') {
      const items = personas.flatMap((persona) => {
        const household = households.get(persona.id)
        return household ? [summarisePersona(persona, household)] : []
      })
      return { day: documentedDay, items }
    }
    if (path === 'population') return populationOf()
    if (path === 'fare-tables') return { items: [...fareTables.values()] }
    return path.startsWith('personas/') ? personaOf(path.slice('personas/'.length), answerOperation) : null
  }

  return (request, answerOperation) => {
    const path = /^\/library\/([a-z0-9/-]{1,80})$/.exec(request.url ?? '')?.[1]
    if (path === undefined) return null
    const found = request.method === 'GET' ? read(path, answerOperation) : Promise.resolve(null)
    return found.then((body) => ({ status: body === null ? 404 : 200, body: body ?? {}, headers: {} }))
  }
}

/** Once in the life of the process; calls are answered between two measures. */
async function measure(population: Population): Promise<FidelityReport> {
  const steps = fidelitySteps(population)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await breathe()
  }
}

function readSources(): object {
  const file = join(import.meta.dirname, '../../../sandbox-data/sources.json')
  const { sources, assumed } = JSON.parse(readFileSync(file, 'utf8')) as { sources: object[]; assumed: string[] }
  return { sources, assumed }
}
