/**
 * A text that people read, by BCP 47 language tag. `fallback` names the language shown to a
 * reader whose language is absent; it is always present in `texts`.
 */
export interface LocaleMap {
  readonly fallback: string
  readonly texts: Readonly<Record<string, string>>
}

/** The text for `language`, or the declared fallback. Never throws: an absent fallback gives ''. */
export function inLanguage(map: LocaleMap, language: string): string {
  return map.texts[language] ?? map.texts[map.fallback] ?? ''
}
