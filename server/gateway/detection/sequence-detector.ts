import { createBoundedMap } from '#kit/bounded-map.ts'

/** Notices that an application walks through identities: numbers one after the other, or one name with date after date. */
export interface SequenceDetector {
  /** Whether the call belongs to such a walk. Remembers nothing that could be read as an identity. */
  observe(
    application: string,
    operation: string,
    identity: Readonly<Record<string, unknown>>,
    names: readonly string[],
  ): boolean
}

interface Seen {
  readonly texts: number
  readonly numbers: readonly number[]
}

interface Trail {
  readonly recent: Seen[]
  /** Neighbours among about the last 64 identities. */
  score: number
}

const kept = 16
const fading = 63 / 64
/** A list sorted by a seven-digit number comes to about 3; a walk gets here after a dozen steps. */
const alarming = 12
const maxTrails = 5_000

/** How near two numbers are that a walk would call neighbours: a key of two digits makes the steps of a NIR about 100. */
function nearness(digits: number): number {
  if (digits >= 14) return 5_000
  return digits >= 10 ? 50 : 5
}

/** FNV-1a. Nobody relies on it: two texts that collide make one neighbour more. */
function mix(hash: number, text: string): number {
  let mixed = hash
  for (let index = 0; index < text.length; index += 1) mixed = Math.imul(mixed ^ text.charCodeAt(index), 16777619)
  return mixed >>> 0
}

/** `blind` is added to every number, so that what is kept for a moment is not the identity; a random integer below 2^50. */
export function createSequenceDetector(blind: number): SequenceDetector {
  const trails = createBoundedMap<string, Trail>(maxTrails)

  function read(identity: Readonly<Record<string, unknown>>, names: readonly string[]): [Seen, number] {
    const numbers: number[] = []
    let texts = mix(2166136261, String(blind))
    let digits = 0
    for (const name of names) {
      const value = identity[name]
      if (value === undefined || value === null) continue
      const text = String(value)
      if (/^\d{1,15}$/.test(text)) {
        numbers.push(Number(text) + blind)
        digits = Math.max(digits, text.length)
      } else texts = mix(texts, `${name}=${text.toUpperCase()}`)
    }
    return [{ texts, numbers }, digits]
  }

  return {
    observe(application, operation, identity, names) {
      const [seen, digits] = read(identity, names)
      if (seen.numbers.length === 0) return false
      const key = `${application} ${operation}`
      const trail = trails.get(key) ?? { recent: [], score: 0 }
      const near = seen.numbers.length === 1 ? nearness(digits) : Number.POSITIVE_INFINITY
      let isNeighbour = false
      for (const other of trail.recent) {
        if (other.texts !== seen.texts) continue
        const apart = distance(other, seen)
        if (apart === 0) return trail.score >= alarming
        if (apart <= near) isNeighbour = true
      }
      trail.score = trail.score * fading + (isNeighbour ? 1 : 0)
      trail.recent.push(seen)
      if (trail.recent.length > kept) trail.recent.shift()
      trails.set(key, trail)
      return isNeighbour && trail.score >= alarming
    },
  }
}

/** How far apart the one number is in which two identities differ; not a number when they differ in more. */
function distance(one: Seen, other: Seen): number {
  if (one.numbers.length !== other.numbers.length) return Number.NaN
  let apart = 0
  for (const [index, number] of one.numbers.entries()) {
    const step = Math.abs(number - (other.numbers[index] as number))
    if (step !== 0 && apart !== 0) return Number.NaN
    apart += step
  }
  return apart
}
