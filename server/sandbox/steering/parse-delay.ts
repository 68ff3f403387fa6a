import type { Delay } from './scenario.ts'

const longestMs = 30_000

/** `800`, or `lognormal(median=300,sigma=0.4)`; null when it is neither, or longer than 30 s. */
export function parseDelay(text: string): Delay | null {
  if (/^\d{1,5}$/.test(text)) return Number(text) <= longestMs ? { kind: 'fixed', ms: Number(text) } : null
  const match = /^lognormal\(\s*median\s*=\s*(\d{1,5})\s*,\s*sigma\s*=\s*(\d(?:\.\d{1,3})?)\s*\)$/.exec(text)
  if (!match) return null
  const [median, sigma] = [Number(match[1]), Number(match[2])]
  return median <= longestMs && sigma <= 3 ? { kind: 'lognormal', median, sigma } : null
}

/** Milliseconds of one call, 30 s at most. `unit` answers numbers between 0 and 1, 0 excluded. */
export function drawDelay(delay: Delay, unit: () => number): number {
  if (delay.kind === 'fixed') return delay.ms
  const normal = Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit())
  return Math.min(longestMs, Math.round(delay.median * Math.exp(delay.sigma * normal)))
}
