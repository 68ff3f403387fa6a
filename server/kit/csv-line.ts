/** A value of a cell; null and undefined are empty. */
export type CsvValue = string | number | boolean | null | undefined

/**
 * One record of a CSV file (RFC 4180), ended by CRLF. A text that a spreadsheet would take for a formula is led by an
 * apostrophe, so that opening the file runs nothing.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(cell).join(',')}\r\n`
}

function cell(value: CsvValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
