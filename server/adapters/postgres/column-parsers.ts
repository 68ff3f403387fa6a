const int8 = 20
const date = 1082
const timestamptz = 1184

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('A bigint column holds more than 2^53.')
  return value
}

/** PostgreSQL writes `2026-01-31 12:00:00.123+00`; everything above the store speaks ISO 8601 UTC with milliseconds. */
function isoTime(text: string): string {
  return new Date(text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')).toISOString()
}

/** By type OID: both drivers must read a column as the same JavaScript value. */
export function columnParsers(): Record<number, (text: string) => unknown> {
  return { [int8]: safeInteger, [date]: (text) => text, [timestamptz]: isoTime }
}
