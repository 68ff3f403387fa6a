import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type Provider } from 'oidc-provider'
import { inLanguage } from '#core/locale/locale-map.ts'
import type { LoginChoice, LoginChoices } from '#core/persons/login-choices.ts'
import { chooseLanguage } from '../interactions/choose-language.ts'
import { isOwnForm } from '../interactions/is-own-form.ts'
import type { Language } from '../interactions/languages.ts'
import { readForm } from '../interactions/read-form.ts'
import { type PageFrame, renderNotice } from '../interactions/render-page.ts'
import { sendPage } from '../interactions/send-page.ts'
import type { IssuerEvent } from '../issuer-event.ts'
import { choiceMessages } from './choice-messages.ts'
import type { DataScopes } from './data-scopes.ts'
import { identityScopes } from './identity-claims.ts'
import type { FindLoginClient } from './login-client.ts'
import { assuranceOf } from './login-rules.ts'
import { renderChoice } from './render-choice.ts'

export interface ChoiceDeps {
  readonly publicUrl: string
  readonly origin: string
  readonly basePath: string
  readonly choices: LoginChoices
  readonly clients: FindLoginClient
  readonly dataScopes: () => DataScopes
  readonly observe: (event: IssuerEvent) => void
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** Shows who can log in, and takes the choice. */
export async function answerChoice(
  deps: ChoiceDeps,
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
  uid: string,
): Promise<void> {
  const interaction = await findInteraction(provider, req, res)
  const query = new URLSearchParams((req.url ?? '').split('?')[1])
  const language = chooseLanguage(query.get('lang') ?? interaction?.params.ui_locales, req.headers['accept-language'])
  const other = language === 'fr' ? 'en' : 'fr'
  const path = `${deps.basePath}/interaction/${uid}`
  const frame: PageFrame = { publicUrl: deps.publicUrl, basePath: deps.basePath, language }
  if (interaction?.uid !== uid) {
    const { requestTitle, requestText } = choiceMessages[language]
    sendPage(res, 400, renderNotice(frame, requestTitle, requestText))
    return
  }
  const search = query.get('q')?.trim().slice(0, 80) ?? ''
  const show = (status: number, isUnpicked: boolean) => {
    const form = {
      path,
      clientName: deps.clients(String(interaction.params.client_id))?.name ?? '',
      passedOn: labelsOf(String(interaction.params.scope ?? ''), deps.dataScopes(), language),
      search,
      choices: deps.choices.list().filter((choice) => matches(choice, search)),
      isUnpicked,
    }
    const redirectOrigin = URL.parse(String(interaction.params.redirect_uri))?.origin ?? null
    const inOther = { language: other, href: `${path}?lang=${other}` } as const
    sendPage(res, status, renderChoice({ ...frame, inOther }, form), { redirectOrigin })
  }
  if (req.method !== 'POST') return show(200, false)
  const form = isOwnForm(req, deps.origin) ? await readForm(req) : null
  const person = form?.has('cancel') ? null : deps.choices.find(form?.get('person') ?? '')
  if (!form || (person === null && !form.has('cancel'))) return show(form ? 422 : 400, true)
  if (person) deps.observe({ type: 'login_succeeded', account_id: person.id })
  const result = person
    ? { login: { accountId: person.id, acr: assuranceOf(interaction.params.acr_values) }, consent: {} }
    : { error: 'access_denied', error_description: 'the person went back to the service' }
  const location = await provider.interactionResult(req, res, result, { mergeWithLastSubmission: false })
  res.writeHead(303, { location, 'cache-control': 'no-store', 'content-length': '0' }).end()
}

/** The interaction of the browser's cookie, or null when there is none any more. */
async function findInteraction(
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<Interaction | null> {
  try {
    return await provider.interactionDetails(req, res)
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return null
    throw error
  }
}

/** The identity in one line, then each data scope that is known. */
function labelsOf(scope: string, dataScopes: DataScopes, language: Language): readonly string[] {
  const asked = [...new Set(scope.split(' '))]
  const identity = [...new Set(asked.flatMap((name) => identityScopes[name] ?? []))].filter((name) => name !== 'sub')
  const data = asked.flatMap((name) => {
    const label = dataScopes.get(name)
    return label ? [`${inLanguage(label, language)} (${name})`] : []
  })
  return [
    ...(identity.length > 0 ? [choiceMessages[language].identity.replace('{claims}', identity.join(', '))] : []),
    ...data,
  ]
}

function matches({ id, title, identity }: LoginChoice, search: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const text = plain([id, identity.given_name, identity.family_name, ...Object.values(title.texts)].join(' '))
  return plain(search)
    .split(/\s+/)
    .every((word) => text.includes(word))
}
