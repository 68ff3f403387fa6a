/**
 * Randomness by name instead of by sequence: a value depends on the seed, the entity and the field
 * alone, so that adding a field, or a household, moves no other value.
 */
export interface HashedRandom {
  /** Uniform in [0, 1). */
  unit(entity: string, field: string): number
  /** Uniform whole number from `min` to `max`, both included. */
  integer(entity: string, field: string, min: number, max: number): number
  chance(entity: string, field: string, probability: number): boolean
  pick<T>(entity: string, field: string, from: readonly T[]): T
  /** Standard normal deviate (Box and Muller). */
  normal(entity: string, field: string): number
}

/** Hashes are of `seed|entity|field`. */
export function createHashedRandom(seed: string): HashedRandom {
  const unit = (entity: string, field: string) => hashToUnit(`${seed}|${entity}|${field}`)
  const integer = (entity: string, field: string, min: number, max: number) =>
    min + Math.floor(unit(entity, field) * (max - min + 1))
  return {
    unit,
    integer,
    chance: (entity, field, probability) => unit(entity, field) < probability,
    pick: (entity, field, from) => {
      const value = from[integer(entity, field, 0, from.length - 1)]
      if (value === undefined) throw new RangeError(`nothing to pick for ${entity} ${field}`)
      return value
    },
    normal: (entity, field) =>
      Math.sqrt(-2 * Math.log(1 - unit(entity, `${field}#1`))) * Math.cos(2 * Math.PI * unit(entity, `${field}#2`)),
  }
}

/** Two 32-bit lanes of multiply-and-xor over the text, each finished as in MurmurHash3; 53 bits of them. */
export function hashToUnit(text: string): number {
  let high = 0x9e3779b9
  let low = 0x85ebca6b
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low ^ unit ^ (high >>> 15), 0xc2b2ae35)
  }
  high = finish(high ^ (low >>> 11))
  low = finish(low ^ high)
  return ((high >>> 5) * 0x4000000 + (low >>> 6)) / 0x20000000000000
}

function finish(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
