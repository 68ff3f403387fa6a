import type { IncomingMessage, RequestListener } from 'node:http'
import type { ApiDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { CountryPack } from '#core/ports/country-pack.ts'
import type { Population } from '#sandbox-data/population.ts'
import { type AnswerDemand, createAnswerDemand, type DemandAnswer } from './answer-demand.ts'
import { createContract } from './contract.ts'
import { type Inputs, inputsOfBody, inputsOfQuery } from './control/inputs.ts'
import { inputsOfPerson } from './control/inputs-of-person.ts'
import { createToday } from './create-today.ts'
import { createProbeLimit, mostTables } from './eligibility/probe-limit.ts'
import { errorReply } from './error-reply.ts'
import type { Projection } from './projections/projection.ts'
import { projections } from './projections/projections.ts'
import { readBody } from './read-body.ts'
import type { ReceiptSigner } from './receipts/open-receipt-signer.ts'
import { type Refusal, refusalBody, refuse } from './refusal.ts'
import type { ProviderCall, Reply, Route } from './reply.ts'
import { deliver } from './steering/deliver.ts'

export interface ProviderDependencies {
  readonly population: Population
  readonly clock: Clock
  readonly pack: CountryPack
  /** The catalogue: an operation without a projection is not served. */
  readonly descriptors: readonly ApiDescriptor[]
  /** Official codes of the municipalities of a department that bear a name. */
  readonly named: (name: string, department: string) => readonly string[]
  readonly receipts: ReceiptSigner
  /** Made from the population when absent. */
  readonly answerDemand?: AnswerDemand
}

/** What tells a sandbox from a simulated provider. */
export interface ProviderFace {
  /** `meta.environnement` of each answer. */
  readonly environment: string
  readonly headers: (answer: DemandAnswer, today: string) => Readonly<Record<string, string>>
  /** What a refused caller should change; null says nothing. */
  readonly explain?: (refusal: Refusal) => string
  /** Decides what one call gets, from the ordinary answer or in its place; the ordinary answer when absent. */
  readonly handle?: (call: ProviderCall, surroundings: Surroundings) => Reply | Promise<Reply>
  /** Answers a request that is for no operation of the catalogue, or null. */
  readonly elsewhere?: (request: IncomingMessage, answerOperation: AnswerOperation) => Promise<Reply> | null
}

/** The ordinary answer of an operation, by its id, from the common population; null when it is not served. */
export type AnswerOperation = (operationId: string, inputs: Inputs, today: string) => Reply | null

/** What the ordinary answer of a call is made from. */
export interface View {
  readonly answerDemand: AnswerDemand
  /** ISO date. */
  readonly today: string
  /** Which application asks, '' when nobody says; and the exchange it is. */
  readonly asker?: string
  readonly exchange?: string
}

export interface Surroundings {
  readonly shared: View
  readonly ordinary: (inputs: Inputs, view: View) => Reply
}

/** Serves the catalogue's operations from a population, over plain HTTP, as the upstream of a gateway. */
export function createProviderListener(deps: ProviderDependencies, face: ProviderFace): RequestListener {
  const { clock, pack, population, named } = deps
  const routes = routesOf(deps.descriptors)
  const contract = createContract(deps.descriptors.flatMap((descriptor) => descriptor.operations))
  const today = createToday(pack.timeZone, clock)
  const mayAsk = createProbeLimit(clock)
  const answerDemand = deps.answerDemand ?? createAnswerDemand(population, named)

  function ordinary(route: Route, inputs: Inputs, view: View): Reply {
    const projection = projections[route.projectionId]
    if (!projection) return plainError(404, '00404', 'Opération inconnue.')
    const { today } = view
    const demanded = view.answerDemand({ projection, providerCode: route.providerCode, inputs, today })
    const answered = restrained(demanded, projection, inputs, view.asker ?? '')
    const headers = {
      ...face.headers(answered, today),
      // Whom the answer is about, for the gateway alone: it writes a keyed hash and lets nobody see this.
      ...(answered.person ? { 'Octroi-Subject': `nir:${answered.person.nir};role=searched` } : {}),
      ...(answered.household?.is_reserved ? { 'Octroi-Test-Person': 'true' } : {}),
    }
    const { outcome } = answered
    if (outcome.kind === 'refused') {
      const { status } = outcome
      const explain = face.explain?.(outcome) ?? null
      if (route.envelope === 'api-particulier')
        return kept(route, { status, body: refusalBody(outcome, explain), headers })
      const reply = errorReply(route, { ...outcome, source: null, explain })
      return kept(route, { ...reply, headers: { ...reply.headers, ...headers } })
    }
    const data = outcome.receipt ? { ...outcome.data, preuve: prove(outcome.receipt, inputs, view) } : outcome.data
    const body = { data, links: {}, meta: { environnement: face.environment, ...outcome.meta } }
    return kept(route, { status: 200, body, headers })
  }

  function prove(receipt: Readonly<Record<string, unknown>>, inputs: Inputs, { exchange }: View): object {
    const about = { aud: inputs.get('recipient')?.[0] ?? null, iat: Math.floor(clock.now() / 1000) }
    const jti = exchange ? { jti: exchange } : {}
    return { jws: deps.receipts.sign({ iss: `octroi:${face.environment}`, ...about, ...jti, ...receipt }) }
  }

  /** The answer, unless the asker tries the person with variant after variant. */
  function restrained(answered: DemandAnswer, projection: Projection, inputs: Inputs, asker: string): DemandAnswer {
    if (!projection.variant || !answered.person || answered.outcome.kind === 'refused' || asker === '') return answered
    const hours = mayAsk(asker, answered.person.id, projection.variant(inputs))
    return hours === 0 ? answered : { ...answered, outcome: refuseProbing(hours) }
  }

  /** No answer leaves that its specification does not promise: what breaks is named, the data are not. */
  function kept(route: Route, reply: Reply): Reply {
    const broken =
      reply.status < 300
        ? contract.check(route.operationId, reply.body)
        : contract.checkError(route.envelope, reply.body)
    return broken === null ? reply : plainError(500, '00999', `Réponse hors contrat : ${broken}`)
  }

  async function answer(route: Route, stated: Inputs, request: IncomingMessage): Promise<Reply> {
    const header = (name: string) => String(request.headers[name] ?? '').trim()
    const asked = { asker: header('octroi-application'), exchange: header('octroi-request-id') }
    const shared = { answerDemand, today: today(), ...asked }
    const inputs = route.takesPerson ? inputsOfPerson(header('octroi-person'), stated) : stated
    if (inputs === null) return malformed(route, "L'appel ne dit pas qui s'est connecté.")
    if (!face.handle) return ordinary(route, inputs, shared)
    const surroundings: Surroundings = { shared, ordinary: (...args) => ordinary(route, ...args) }
    const reply = await face.handle({ route, inputs, header }, surroundings)
    return reply.status < 400 ? reply : kept(route, reply)
  }

  const byId = new Map([...routes.values()].flat().map((route) => [route.operationId, route]))
  const answerOperation: AnswerOperation = (operationId, inputs, today) => {
    const route = byId.get(operationId)
    return route ? ordinary(route, inputs, { answerDemand, today }) : null
  }

  async function serve(request: IncomingMessage): Promise<Reply> {
    const elsewhere = face.elsewhere?.(request, answerOperation)
    if (elsewhere) return elsewhere
    const url = URL.parse(request.url ?? '/', 'http://upstream')
    const matching = routes.get(url?.pathname ?? '') ?? []
    if (url?.pathname === receiptKeysPath && request.method === 'GET')
      return { status: 200, body: deps.receipts.keys, headers: {} }
    if (!url || matching.length === 0) return plainError(404, '00404', 'Opération inconnue.')
    const route = matching.find(({ method }) => method === request.method)
    if (!route) {
      const allow = matching.map(({ method }) => method).join(', ')
      return { ...plainError(405, '00405', 'Méthode non offerte.'), headers: { Allow: allow } }
    }
    if (route.method === 'GET') return answer(route, inputsOfQuery(url.searchParams), request)
    const text = await readBody(request)
    if (text === null) return { ...plainError(413, '00413', 'Corps trop long.'), headers: { Connection: 'close' } }
    const inputs = inputsOfBody(text)
    return inputs ? answer(route, inputs, request) : malformed(route, 'Le corps est un objet JSON de paramètres.')
  }

  return (request, response) => {
    serve(request).then(
      (reply) => deliver(response, reply),
      () => deliver(response, plainError(500, '00000', 'Erreur interne.')),
    )
  }
}

/** Where anybody reads the keys that verify receipts. */
const receiptKeysPath = '/.well-known/receipt-keys'

function refuseProbing(hours: number): Refusal {
  const detail = `Cette personne a déjà été interrogée avec ${mostTables} autres barèmes : un autre sera accepté dans ${hours} h.`
  return refuse('control', 422, '00366', 'too-many-tables', detail, 'Octroi', 'bareme')
}

function routesOf(descriptors: readonly ApiDescriptor[]): ReadonlyMap<string, readonly Route[]> {
  const routes = new Map<string, Route[]>()
  for (const { operations, provider_code, error_envelope: envelope } of descriptors) {
    for (const { method, path, operation_id, twin_of, authentication } of operations) {
      const projectionId = twin_of ?? operation_id
      if (!Object.hasOwn(projections, projectionId)) continue
      const providerCode = provider_code ?? '00'
      const takesPerson = authentication.includes('france_connect')
      const route = { method, operationId: operation_id, projectionId, takesPerson, providerCode, envelope }
      routes.set(path, [...(routes.get(path) ?? []), route])
    }
  }
  return routes
}

/** A body that cannot be read, in the envelope of its API. */
function malformed(route: Route, detail: string): Reply {
  return errorReply(route, {
    status: 400,
    code: '00366',
    title: 'Demande refusée',
    detail,
    source: null,
    provider: 'Octroi',
    stage: 'control',
    explain: 'Envoyez un objet JSON dont les membres sont des textes, des nombres ou des listes de textes.',
  })
}

function plainError(status: number, code: string, detail: string): Reply {
  const error = { code, title: 'Demande refusée', detail, source: null, meta: { provider: 'Octroi' } }
  return { status, body: { errors: [error] }, headers: {} }
}
