import { fallbackLanguage, languages } from './translate.ts'

/** The reader's best language among ours, from Accept-Language (RFC 9110 section 12.5.4). */
export function preferredLanguage(acceptLanguage: string | null): string {
  const ranges = (acceptLanguage ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().split(';')
    const quality = parameters.map((p) => /^\s*q=([01](?:\.\d+)?)\s*$/.exec(p)?.[1]).find(Boolean)
    return { tag: tag.toLowerCase().split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) }
  })
  ranges.sort((a, b) => b.quality - a.quality)
  return ranges.find(({ tag, quality }) => quality > 0 && languages.includes(tag))?.tag ?? fallbackLanguage
}
