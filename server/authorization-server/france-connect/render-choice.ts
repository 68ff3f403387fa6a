import { inLanguage } from '#core/locale/locale-map.ts'
import type { LoginChoice } from '#core/persons/login-choices.ts'
import { escapeHtml } from '../interactions/escape-html.ts'
import { type PageFrame, renderPage } from '../interactions/render-page.ts'
import { choiceMessages } from './choice-messages.ts'

export interface ChoiceForm {
  /** Path of this page, without its query. */
  readonly path: string
  readonly clientName: string
  /** Labels of what the client asks for. */
  readonly passedOn: readonly string[]
  readonly search: string
  readonly choices: readonly LoginChoice[]
  /** A form came without a person. */
  readonly isUnpicked: boolean
}

/** The page where a developer picks who logs in: one button for each person, no script. */
export function renderChoice(frame: PageFrame, form: ChoiceForm): string {
  const { language } = frame
  const text = choiceMessages[language]
  const html = (sentence: string, values: Readonly<Record<string, string>> = {}) =>
    escapeHtml(sentence.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? ''))
  const here = `${escapeHtml(form.path)}?lang=${language}`
  const persons = form.choices.map((choice) => {
    const { given_name_array: names, family_name: family, birthdate } = choice.identity
    const name = html(text.continueAs, { name: `${names[0] ?? ''} ${family}` })
    return `<li><button type="submit" name="person" value="${escapeHtml(choice.id)}">${name}</button>
<p>${escapeHtml(inLanguage(choice.title, language))} · ${escapeHtml(birthdate)}</p></li>`
  })
  const main = `<h1>${html(text.title)}</h1>
<p class="sandbox">${html(text.warning)}</p>
${form.isUnpicked ? `<div class="error" role="alert" tabindex="-1" autofocus><h2>${html(text.pickTitle)}</h2><p>${html(text.pick)}</p></div>` : ''}
<p>${html(text.intro, { client: form.clientName })}</p>
<h2 id="passed">${html(text.passedOn)}</h2>
<ul class="passed" aria-labelledby="passed">${form.passedOn.map((label) => `<li>${escapeHtml(label)}</li>`).join('')}</ul>
<form class="search" method="get" action="${escapeHtml(form.path)}" role="search">
<input type="hidden" name="lang" value="${language}">
<div><label for="q">${html(text.search)}</label>
<input id="q" name="q" type="search" maxlength="80" autocomplete="off" value="${escapeHtml(form.search)}"></div>
<button type="submit">${html(text.searchButton)}</button>
</form>
<h2 id="persons">${html(text.people, { count: String(form.choices.length) })}</h2>
${persons.length === 0 ? `<p>${html(text.none)}</p>` : ''}${form.search === '' ? '' : `<p><a href="${here}">${html(text.everybody)}</a></p>`}
<form method="post" action="${here}">
<ul class="persons" aria-labelledby="persons">
${persons.join('\n')}
</ul>
<button type="submit" class="plain" name="cancel" value="yes">${html(text.cancel)}</button>
</form>`
  return renderPage(frame, text.title, main)
}
