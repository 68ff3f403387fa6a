import { type Language, languages } from './languages.ts'

function known(tag: string): Language | null {
  const primary = tag.trim().toLowerCase().split('-', 1)[0] ?? ''
  return Object.hasOwn(languages, primary) ? (primary as Language) : null
}

/**
 * Language of a page: what the client asked for (`ui_locales`, OpenID Connect Core 3.1.2.1), else the
 * first language of Accept-Language we have (its order stands for its weights), else French.
 */
export function chooseLanguage(uiLocales: unknown, acceptLanguage: string | undefined): Language {
  const asked = typeof uiLocales === 'string' ? uiLocales.split(' ') : []
  const accepted = (acceptLanguage ?? '').split(',').map((part) => part.split(';', 1)[0] ?? '')
  for (const tag of [...asked, ...accepted]) {
    const language = known(tag)
    if (language) return language
  }
  return 'fr'
}
