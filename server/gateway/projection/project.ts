import { isDictionary } from '#kit/dictionary.ts'
import type { OpenedTree } from './projection.ts'

/** Stands for "nothing may leave here". */
const dropped = Symbol('dropped')

/**
 * A copy of the answer with only what is opened. Arrays are crossed; a value that is neither object
 * nor array where only its members are opened is dropped, null included: that it is absent is a fact
 * nobody opened. Members keep their own names only, never a prototype's.
 */
export function project(value: unknown, opened: OpenedTree): unknown {
  const kept = keep(value, opened)
  return kept === dropped ? {} : kept
}

function keep(value: unknown, opened: OpenedTree): unknown {
  if (opened.all) return value
  if (Array.isArray(value)) return value.map((item) => keep(item, opened)).filter((item) => item !== dropped)
  if (!isDictionary(value)) return dropped
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    const child = opened.children.get(name)
    if (!child) continue
    const kept = keep(value[name], child)
    if (kept === dropped) continue
    if (name !== '__proto__') copy[name] = kept
    else Object.defineProperty(copy, name, { value: kept, enumerable: true, writable: true, configurable: true })
  }
  return copy
}
