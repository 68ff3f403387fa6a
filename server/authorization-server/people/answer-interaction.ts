import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type Provider } from 'oidc-provider'
import { chooseLanguage } from '../interactions/choose-language.ts'
import { isOwnForm } from '../interactions/is-own-form.ts'
import { languages } from '../interactions/languages.ts'
import { readForm } from '../interactions/read-form.ts'
import { type LoginProblem, renderLogin } from '../interactions/render-login.ts'
import { type PageFrame, renderNotice } from '../interactions/render-page.ts'
import { sendPage } from '../interactions/send-page.ts'
import type { IssuerEvent } from '../issuer-event.ts'
import type { LoginOutcome } from './authenticate-person.ts'
import { cliClientId } from './people-clients.ts'

export interface InteractionDeps {
  readonly provider: Provider
  readonly publicUrl: string
  readonly origin: string
  readonly basePath: string
  readonly authenticate: (attempt: { email: string; password: string; address: string }) => Promise<LoginOutcome>
  readonly observe: (event: IssuerEvent) => void
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** Shows the login page of one interaction and takes its form. */
export async function answerInteraction(
  deps: InteractionDeps,
  req: IncomingMessage,
  res: ServerResponse,
  uid: string,
  from: string,
): Promise<void> {
  const interaction = await findInteraction(deps, req, res)
  const chosen = new URLSearchParams((req.url ?? '').split('?')[1]).get('lang')
  const language = chooseLanguage(chosen ?? interaction?.params.ui_locales, req.headers['accept-language'])
  const other = language === 'fr' ? 'en' : 'fr'
  const path = `${deps.basePath}/interaction/${uid}`
  const inOther = { language: other, href: `${path}?lang=${other}` } as const
  const frame: PageFrame = { publicUrl: deps.publicUrl, basePath: deps.basePath, language, inOther }
  if (interaction?.uid !== uid || interaction.prompt.name !== 'login') {
    const { inOther: _none, ...plain } = frame
    sendPage(res, 400, renderNotice(plain, languages[language].errorTitle, languages[language].errorText))
    return
  }
  const show = (status: number, email: string, problem: LoginProblem | null, headers: Record<string, string> = {}) => {
    const isCommandLine = interaction.params.client_id === cliClientId
    const action = `${path}?lang=${language}`
    const redirectOrigin = URL.parse(String(interaction.params.redirect_uri))?.origin ?? null
    sendPage(res, status, renderLogin(frame, { action, isCommandLine, email, problem }), { redirectOrigin, headers })
  }
  if (req.method !== 'POST') {
    const hint = interaction.params.login_hint
    show(200, typeof hint === 'string' ? hint.slice(0, 254) : '', null)
    return
  }
  const form = isOwnForm(req, deps.origin) ? await readForm(req) : null
  const email = form?.get('email')?.slice(0, 254) ?? ''
  const password = form?.get('password') ?? ''
  if (!form || email === '' || password === '' || password.length > 1024) {
    show(form ? 422 : 400, email, { kind: 'incomplete' })
    return
  }
  const outcome = await deps.authenticate({ email, password, address: from })
  if (outcome.kind === 'known') {
    deps.observe({ type: 'login_succeeded', account_id: outcome.accountId })
    const login = { login: { accountId: outcome.accountId } }
    const location = await deps.provider.interactionResult(req, res, login, { mergeWithLastSubmission: false })
    res.writeHead(303, { location, 'cache-control': 'no-store', 'content-length': '0' }).end()
    return
  }
  deps.observe({ type: 'login_refused', reason: outcome.kind === 'throttled' ? 'throttled' : 'credentials' })
  if (outcome.kind === 'refused') show(422, email, { kind: 'refused' })
  else show(429, email, outcome, { 'retry-after': String(outcome.retryAfterSeconds) })
}

/** The interaction of the browser's cookie, or null when there is none any more. */
async function findInteraction(
  deps: InteractionDeps,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<Interaction | null> {
  try {
    return await deps.provider.interactionDetails(req, res)
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return null
    throw error
  }
}
