const timeZone = 'Europe/Paris'

export function formatDate(value: string | null | undefined, lang: string): string {
  if (!value) return ''
  const date = new Date(value.length === 10 ? `${value}T12:00:00Z` : value)
  return new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone }).format(date)
}

export function formatTime(value: string | null | undefined, lang: string): string {
  if (!value) return ''
  return new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(value))
}

export function formatNumber(value: number, lang: string): string {
  return new Intl.NumberFormat(lang).format(value)
}

/** `2026-11-22` of a moment, in the platform's time zone. */
export function isoDay(moment: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(moment)
}
