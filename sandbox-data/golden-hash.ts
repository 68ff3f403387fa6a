import { createHash } from 'node:crypto'
import { canonicalJson } from '#kit/canonical-json.ts'
import type { Population } from './population.ts'

/** Hex SHA-256 of the population's canonical JSON: what `golden.json` pins. */
export function goldenHash(population: Population): string {
  return createHash('sha256').update(canonicalJson(population)).digest('hex')
}
