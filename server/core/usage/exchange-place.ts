import { z } from 'zod'
import { InvalidInput } from '../errors.ts'

/** Place of an exchange in a request log: time, gateway, chain and sequence. */
export type ExchangePlace = readonly [at: string, gateway: string, chain: string, seq: number]

const name = z.string().refine((text) => !text.includes('\0') && text.isWellFormed())
const instant = z.iso.datetime().refine((text) => text >= '1970')
const place = z.tuple([instant, name, name, z.int().positive()])

export function writePlace(at: ExchangePlace): string {
  return JSON.stringify(at)
}

/** @throws InvalidInput for a text `writePlace` never wrote: it came in a cursor. */
export function parsePlace(text: string): ExchangePlace {
  try {
    return place.parse(JSON.parse(text))
  } catch (cause) {
    const error = { field: 'cursor', rule: 'known', message: 'Send `next_cursor` of the page before.' }
    throw new InvalidInput({ problem: 'invalid-request', errors: [error], cause })
  }
}
