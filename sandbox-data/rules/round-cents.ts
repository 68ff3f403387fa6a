/** Euros rounded to the cent. */
export function roundCents(euros: number): number {
  return Math.round(euros * 100) / 100
}
