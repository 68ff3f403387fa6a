/** The value whose share of the total weight holds `share`, uniform in [0, 1). */
export function drawWeighted<T>(share: number, choices: readonly { readonly value: T; readonly weight: number }[]): T {
  const total = choices.reduce((sum, choice) => sum + choice.weight, 0)
  let left = share * total
  for (const choice of choices) {
    left -= choice.weight
    if (left < 0) return choice.value
  }
  const last = choices.at(-1)
  if (!last) throw new RangeError('nothing to draw from')
  return last.value
}
