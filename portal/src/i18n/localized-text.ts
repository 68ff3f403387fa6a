import type { LocaleMap } from '../api/schemas.ts'

export interface LocalizedText {
  readonly text: string
  /** Set when the text is not in the page's language: the element says so. */
  readonly lang: string | undefined
}

export function localized(map: LocaleMap | null | undefined, lang: string): LocalizedText {
  if (map === null || map === undefined) return { text: '', lang: undefined }
  const own = map.texts[lang]
  if (own !== undefined) return { text: own, lang: undefined }
  const [firstLang, first] = Object.entries(map.texts)[0] ?? ['', '']
  const fallback = map.texts[map.fallback]
  return fallback === undefined ? { text: first, lang: firstLang } : { text: fallback, lang: map.fallback }
}

export function textOf(map: LocaleMap | null | undefined, lang: string): string {
  return localized(map, lang).text
}
