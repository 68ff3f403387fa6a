import type { AstroGlobal } from 'astro'
import { ApiProblem } from '../api/api-problem.ts'
import { type Flash, setFlash } from '../session/flash.ts'
import { type FieldErrors, fieldErrors } from './field-errors.ts'

/** Where to go after a form did its work, and what to say there once. */
export interface Done {
  readonly to: string
  readonly flash?: Flash
}

type Action = (form: FormData) => Promise<Done>

/** A form the API refused: what was typed, to show it again beside the reasons. */
export interface RefusedForm {
  readonly action: string
  readonly values: FormData
  readonly problem: ApiProblem
  readonly errors: FieldErrors
}

/** A redirect to answer with, or the refused form, or neither when the page is merely read. */
export interface PostOutcome {
  readonly response: Response | null
  readonly refused: RefusedForm | null
}

/** Runs the action a form names in `_action`; success redirects (303), a refusal is shown by the page itself. */
export async function handlePost(
  astro: Pick<AstroGlobal, 'request' | 'cookies' | 'locals' | 'redirect' | 'response'>,
  actions: Readonly<Record<string, Action>>,
): Promise<PostOutcome> {
  if (astro.request.method !== 'POST') return { response: null, refused: null }
  const values = await readForm(astro.request)
  if (values === null) return { response: new Response(null, { status: 400 }), refused: null }
  const name = String(values.get('_action') ?? '')
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (action === undefined) return { response: new Response(null, { status: 400 }), refused: null }
  try {
    const done = await action(values)
    if (done.flash !== undefined) await setFlash(astro.cookies, done.flash, astro.locals.octroi)
    return { response: astro.redirect(done.to, 303), refused: null }
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status === 401) throw error
    astro.response.status = error.status
    const errors = fieldErrors(error.document.errors ?? [], astro.locals.t)
    return { response: null, refused: { action: name, values, problem: error, errors } }
  }
}

/** The form a request carries; null when it carries something else, or too much. */
export function readForm(request: Request): Promise<FormData | null> {
  return request.formData().catch(() => null)
}

/** The refusal of one of the forms of a page, for that form only. */
export function refusalOf(outcome: PostOutcome, action: string): RefusedForm | null {
  return outcome.refused?.action === action ? outcome.refused : null
}
