import { errorReply } from '../error-reply.ts'
import type { ProviderCall, Reply } from '../reply.ts'
import { parseDelay } from './parse-delay.ts'
import { parsePrefer } from './parse-prefer.ts'
import { type Delay, type Fault, faults } from './scenario.ts'
import { forcedStatuses, scenarioOfStatus, scenarioSlugs, scenarios } from './scenarios.ts'
import { parseSequence, type Sequence } from './sequence.ts'

/** Where a scenario was asked for. */
export type AskedBy = 'header' | 'prefer' | 'magic-value' | 'application-default'

/** What a developer asked to happen with one call. */
export interface Steering {
  readonly scenario: { readonly slug: string; readonly by: AskedBy } | null
  /** Slug of the persona to answer about. */
  readonly example: string | null
  readonly delay: Delay | null
  readonly fault: Fault | null
  readonly sequence: Sequence | null
  /** ISO date that this one call takes for today. */
  readonly date: string | null
}

/** What an application set for all its calls. */
export interface Defaults {
  readonly scenario: string | null
  readonly delay: string | null
}

/**
 * Reads header, then magic value, then application default: the first that says something wins. A value
 * that means nothing is refused, with those that do.
 */
export function readSteering(call: ProviderCall, defaults: Defaults): Steering | Reply {
  const { header } = call
  const refuse = (name: string, values: string) => refuseHeader(call, name, values)
  const asked = header('x-sandbox-scenario')
  if (asked !== '' && !Object.hasOwn(scenarios, asked)) return refuse('X-Sandbox-Scenario', scenarioSlugs.join(', '))
  const { code, example } = parsePrefer(header('prefer'))
  if (code !== null && !forcedStatuses.includes(Number(code))) {
    return refuse('Prefer', `code=${forcedStatuses.join(', code=')}`)
  }
  const magic = magicScenario(call)
  if (magic !== null && !Object.hasOwn(scenarios, magic)) return refuseMagic(call)
  const delayText = header('x-sandbox-delay') || (defaults.delay ?? '')
  const delay = delayText === '' ? null : parseDelay(delayText)
  if (delayText !== '' && delay === null) {
    return refuse('X-Sandbox-Delay', 'de 0 à 30000 (millisecondes), ou lognormal(median=300,sigma=0.4)')
  }
  const fault = header('x-sandbox-fault')
  if (fault !== '' && !isFault(fault)) return refuse('X-Sandbox-Fault', faults.join(', '))
  const sequenceText = header('x-sandbox-sequence')
  const sequence = sequenceText === '' ? null : parseSequence(sequenceText)
  if (sequenceText !== '' && sequence === null) return refuse('X-Sandbox-Sequence', 'fail-first=N ou every=N')
  const date = header('x-sandbox-date')
  if (date !== '' && !isDate(date)) return refuse('X-Sandbox-Date', 'une date ISO de 2000-01-01 à 2099-12-31')
  return {
    scenario: pickScenario(asked, code, magic, defaults.scenario),
    example,
    delay,
    fault: fault === '' ? null : (fault as Fault),
    sequence,
    date: date === '' ? null : date,
  }
}

/** `Prefer: code=200` asks for the ordinary answer whatever the magic values and defaults say. */
function pickScenario(asked: string, code: string | null, magic: string | null, byDefault: string | null) {
  if (asked !== '') return { slug: asked, by: 'header' } as const
  if (code !== null) {
    const slug = scenarioOfStatus(Number(code))
    return slug === null ? null : ({ slug, by: 'prefer' } as const)
  }
  if (magic !== null) return { slug: magic, by: 'magic-value' } as const
  return byDefault === null ? null : ({ slug: byDefault, by: 'application-default' } as const)
}

/** Municipalities that do not exist; the first extends the one of API Particulier. */
const magicCommunes: Readonly<Record<string, string>> = {
  '00404': 'not-found',
  '00409': 'conflict',
  '00429': 'rate-limited',
  '00503': 'maintenance',
  '00504': 'provider-timeout',
}
const magicPrefix = /^scenario[- ]/i

/** For clients that cannot send headers: a magic commune, or a name or login `SCENARIO-` and a slug. */
function magicScenario({ inputs }: ProviderCall): string | null {
  const commune = magicCommunes[inputs.get('codeCogInseeCommuneNaissance')?.[0]?.trim() ?? '']
  if (commune) return commune
  const name = ['nomNaissance', 'nom_naissance', 'identifiant'].flatMap((each) => inputs.get(each)?.[0]?.trim() ?? [])
  const magic = name.find((each) => magicPrefix.test(each))
  return magic === undefined ? null : magic.replace(magicPrefix, '').toLowerCase().replaceAll(' ', '-')
}

function isFault(text: string): text is Fault {
  return (faults as readonly string[]).includes(text)
}

export function isDate(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function refuseHeader(call: ProviderCall, name: string, values: string): Reply {
  return refuseValue(call, { header: name }, `${name} ne connaît pas cette valeur.`, values)
}

function refuseMagic(call: ProviderCall): Reply {
  const detail = 'Aucun scénario ne porte ce nom.'
  return refuseValue(call, { parameter: 'nomNaissance' }, detail, scenarioSlugs.join(', '))
}

function refuseValue(
  { route }: ProviderCall,
  source: { readonly parameter: string } | { readonly header: string },
  detail: string,
  values: string,
): Reply {
  return errorReply(route, {
    status: 400,
    code: '00366',
    title: 'Paramètre refusé',
    detail: `${detail} Valeurs possibles : ${values}.`,
    source,
    provider: 'Octroi',
    stage: 'control',
    explain: `Envoyez une de ces valeurs : ${values}.`,
  })
}
