/**
 * A name as civil registers compare it: capitals without accents, apostrophes, hyphens and doubled
 * spaces; ligatures undone.
 */
export function normaliseName(name: string): string {
  return name
    .replace(/œ/gi, 'OE')
    .replace(/æ/gi, 'AE')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim()
}
