import { type BoundedMap, createBoundedMap } from '#kit/bounded-map.ts'

/** Which calls of a series fail. */
export type Sequence =
  | { readonly kind: 'fail-first'; readonly count: number }
  | { readonly kind: 'every'; readonly count: number }

/** `fail-first=2`: the first two calls fail. `every=10`: each tenth does. Null for anything else. */
export function parseSequence(text: string): Sequence | null {
  const match = /^(fail-first|every)=([1-9]\d{0,3})$/.exec(text)
  return match ? { kind: match[1] as Sequence['kind'], count: Number(match[2]) } : null
}

/** Counts one call of a series of an application, and answers whether the sequence wants it to fail. */
export type CountCall = (application: string, series: string, sequence: Sequence) => boolean

/** Remembers two hundred series of each application, so that none can make another's forgotten. */
export function createSequenceCounter(): CountCall {
  const applications = createBoundedMap<string, BoundedMap<string, number>>(5000)
  return (application, series, { kind, count }) => {
    const calls = applications.get(application) ?? createBoundedMap<string, number>(200)
    applications.set(application, calls)
    const call = (calls.get(series) ?? 0) + 1
    calls.set(series, call)
    return kind === 'fail-first' ? call <= count : call % count === 0
  }
}
