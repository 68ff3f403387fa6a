import type { KoaContextWithOIDC } from 'oidc-provider'
import { chooseLanguage } from '../interactions/choose-language.ts'
import { escapeHtml } from '../interactions/escape-html.ts'
import { languages } from '../interactions/languages.ts'
import { type PageFrame, renderNotice, renderPage } from '../interactions/render-page.ts'
import { pageHeaders } from '../interactions/send-page.ts'

export interface LogoutDeps {
  readonly publicUrl: string
  readonly basePath: string
  /** What a client's ID tokens call an account; its own id when absent. */
  readonly subjectOf?: (clientId: string, accountId: string) => string
}

function frameOf(deps: LogoutDeps, ctx: KoaContextWithOIDC): PageFrame {
  return { ...deps, language: chooseLanguage(ctx.oidc.params?.ui_locales, ctx.get('accept-language')) }
}

/** Answers a page from inside the library. */
export function showPage(ctx: KoaContextWithOIDC, status: number, html: string): void {
  ctx.status = status
  for (const [name, value] of Object.entries(pageHeaders(null))) ctx.set(name, value)
  ctx.body = html
}

/**
 * Logs out. A client that shows an ID token of the person signed in here was asked by that person, so it
 * happens at once (OpenID Connect RP-Initiated Logout section 2); anybody else's link gets a question first.
 */
export async function answerLogout(deps: LogoutDeps, ctx: KoaContextWithOIDC, form: string): Promise<void> {
  const { session, params, entities, provider } = ctx.oidc
  const hinted = (entities.IdTokenHint as { payload?: { sub?: unknown } } | undefined)?.payload?.sub
  const accountId = session?.accountId ?? ''
  const expected = deps.subjectOf ? deps.subjectOf(ctx.oidc.client?.clientId ?? '', accountId) : accountId
  if (!session || accountId === '' || hinted !== expected) {
    askFirst(deps, ctx, form)
    return
  }
  for (const { grantId } of Object.values(session.authorizations ?? {})) {
    if (grantId) await provider.AccessToken.revokeByGrantId(grantId)
  }
  await session.destroy()
  ctx.cookies.set(provider.cookieName('session'), null, { path: deps.basePath, signed: true, httpOnly: true })
  const wanted = typeof params?.post_logout_redirect_uri === 'string' ? params.post_logout_redirect_uri : null
  const target = new URL(wanted ?? ctx.oidc.urlFor('end_session_success'))
  if (wanted && typeof params?.state === 'string') target.searchParams.set('state', params.state)
  ctx.status = 303
  ctx.redirect(target.href)
}

function askFirst(deps: LogoutDeps, ctx: KoaContextWithOIDC, form: string): void {
  const frame = frameOf(deps, ctx)
  const text = languages[frame.language]
  const main = `<h1>${escapeHtml(text.logoutTitle)}</h1>
<p class="intro">${escapeHtml(text.logoutQuestion)}</p>
${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes">${escapeHtml(text.logoutYes)}</button>
<a class="quiet" href="${escapeHtml(deps.publicUrl)}/${frame.language}">${escapeHtml(text.logoutNo)}</a>`
  showPage(ctx, 200, renderPage(frame, text.logoutTitle, main))
}

export function answerLoggedOut(deps: LogoutDeps, ctx: KoaContextWithOIDC): void {
  const frame = frameOf(deps, ctx)
  const text = languages[frame.language]
  showPage(ctx, 200, renderNotice(frame, text.loggedOutTitle, text.loggedOut))
}

/** A browser arrived with a request that cannot be answered by a redirect. The reason stays in the log. */
export function answerErrorPage(deps: LogoutDeps, ctx: KoaContextWithOIDC, error: string): void {
  const frame = frameOf(deps, ctx)
  const text = languages[frame.language]
  const isAway = error === 'server_error' || error === 'temporarily_unavailable'
  const html = isAway
    ? renderNotice(frame, text.unavailableTitle, text.unavailableText)
    : renderNotice(frame, text.errorTitle, text.errorText)
  showPage(ctx, ctx.status, html)
}
