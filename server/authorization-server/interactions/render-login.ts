import { escapeHtml } from './escape-html.ts'
import { languages } from './languages.ts'
import { type PageFrame, renderPage } from './render-page.ts'

export interface LoginForm {
  /** Path that receives the form. */
  readonly action: string
  readonly isCommandLine: boolean
  /** What was typed, shown again after a refusal. Never the password. */
  readonly email: string
  readonly problem: LoginProblem | null
}

export type LoginProblem =
  | { readonly kind: 'refused' }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }

/** The login page: one form, no script. */
export function renderLogin(frame: PageFrame, form: LoginForm): string {
  const text = languages[frame.language]
  const client = form.isCommandLine ? text.commandLine : text.portal
  const isRefused = form.problem !== null
  const described = isRefused ? ' aria-describedby="problem"' : ''
  const main = `<h1>${escapeHtml(text.loginTitle)}</h1>
<p class="intro">${escapeHtml(text.loginIntro.replace('{client}', client))}</p>
${renderProblem(form.problem, frame)}<form method="post" action="${escapeHtml(form.action)}">
<label for="email">${escapeHtml(text.email)}</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" spellcheck="false" autocapitalize="none" value="${escapeHtml(form.email)}"${described}${isRefused ? '' : ' autofocus'}>
<label for="password">${escapeHtml(text.password)}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024"${described}>
<button type="submit">${escapeHtml(text.submit)}</button>
</form>
<p class="after">${escapeHtml(text.noAccount)} <a href="${escapeHtml(frame.publicUrl)}/${frame.language}/sign-up">${escapeHtml(text.signUp)}</a></p>`
  return renderPage(frame, isRefused ? text.refusedTitle : text.loginTitle, main)
}

function renderProblem(problem: LoginProblem | null, frame: PageFrame): string {
  if (!problem) return ''
  const text = languages[frame.language]
  const sentence =
    problem.kind === 'throttled'
      ? text.throttled.replace('{minutes}', String(Math.max(1, Math.ceil(problem.retryAfterSeconds / 60))))
      : text[problem.kind]
  return `<div class="error" role="alert" id="problem" tabindex="-1" autofocus><h2>${escapeHtml(text.refusedTitle)}</h2><p>${escapeHtml(sentence)}</p></div>
`
}
