import type { AstroGlobal } from 'astro'
import { getApiSpecification } from '../../api/catalog.ts'
import type { ApiDetail, Operation } from '../../api/descriptor.ts'
import { idempotencyKey, textField } from '../../forms/form-values.ts'
import { handlePost, type RefusedForm, readForm } from '../../forms/handle-post.ts'
import { type OperationInput, operationInputs } from '../catalog/operation-inputs.ts'
import { connectApplication } from './connect-application.ts'
import { type Persona, personasOf } from './personas.ts'
import { type SandboxCall, sandboxCall } from './sandbox-call.ts'
import { type SandboxPass, sandboxPass } from './sandbox-connection.ts'
import { sandboxScenarios, scenarioHeader } from './sandbox-scenarios.ts'
import { type CallAnswer, sendCall } from './send-call.ts'

/** All that the try-it form shows; `response` is set when the page must answer with a redirect. */
export interface Attempt {
  readonly response: Response | null
  readonly refused: RefusedForm | null
  readonly document: Record<string, unknown>
  readonly inputs: readonly OperationInput[]
  readonly personas: readonly Persona[]
  readonly chosen: number
  /** What the sandbox is asked to do instead of answering as usual; empty for nothing. */
  readonly scenario: string
  readonly typedIn: (name: string) => string
  readonly call: SandboxCall
  readonly pass: SandboxPass | null
  readonly answer: CallAnswer | null
  /** The gateway did not answer. */
  readonly unreachable: boolean
}

/** Reads the form of an operation, makes the call when it was sent, and prefills it with a persona otherwise. */
export async function tryOperation(astro: AstroGlobal, detail: ApiDetail, operation: Operation): Promise<Attempt> {
  const { api, octroi, visitor } = astro.locals
  const document = await getApiSpecification(api, detail.api, detail.version, 'sandbox')
  const inputs = operationInputs(operation, document)
  const personas = personasOf(detail.descriptor, operation)
  const wanted = Number(astro.url.searchParams.get('persona') ?? 0)
  const chosen = personas[wanted] === undefined ? 0 : wanted
  const sent = astro.request.method === 'POST' ? await readForm(astro.request.clone()) : null
  const trying = sent?.get('_action') === 'try' ? sent : null
  const outcome =
    trying !== null
      ? { response: null, refused: null }
      : await handlePost(astro, {
          connect: async (form) => {
            const name = visitor.me?.account.name ?? ''
            await connectApplication(
              api,
              textField(form, 'application_id'),
              name,
              idempotencyKey(form),
              astro.cookies,
              octroi,
            )
            return { to: `${astro.url.pathname}#try`, flash: { notice: 'try.connected' } }
          },
        })
  const typedIn = (name: string) =>
    trying === null ? (personas[chosen]?.values.get(name) ?? '') : textField(trying, `p.${name}`)
  const asked = trying === null ? (astro.url.searchParams.get('scenario') ?? '') : textField(trying, 'scenario')
  const scenario = Object.hasOwn(sandboxScenarios, asked) ? asked : ''
  const plain = sandboxCall(operation, inputs, typedIn)
  const call = { ...plain, headers: { ...plain.headers, ...scenarioHeader(scenario) } }
  const pass = outcome.response === null ? await sandboxPass(astro.cookies, octroi) : null
  const answer = trying !== null && pass !== null ? await sendCall(call, pass.token, octroi).catch(() => null) : null
  const unreachable = trying !== null && pass !== null && answer === null
  return { ...outcome, document, inputs, personas, chosen, scenario, typedIn, call, pass, answer, unreachable }
}
