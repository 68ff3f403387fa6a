const timeZone = 'Europe/Paris'
const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

function wallTime(instant: number): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return format.format(instant).replace(' ', 'T')
}

/**
 * The ISO 8601 instant of a `datetime-local` value in the platform's time zone; the text itself when it is not one, so
 * that the API names what is wrong.
 */
export function localInstant(text: string): string {
  if (!pattern.test(text)) return text
  const asUtc = Date.parse(`${text}Z`)
  if (Number.isNaN(asUtc)) return text
  const offset = Date.parse(`${wallTime(asUtc)}Z`) - asUtc
  const first = asUtc - offset
  // Beside a change of hour the offset of the guess is not that of the instant.
  const second = first - (Date.parse(`${wallTime(first)}Z`) - asUtc)
  return new Date(second).toISOString()
}
