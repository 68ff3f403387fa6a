import { isDictionary } from '#kit/dictionary.ts'
import type { OpenedTree } from './projection.ts'

/** Stands for "nothing may leave here". */
const dropped = Symbol('dropped')

/**
 * The answer with only what is opened: a copy, but for the parts of which nothing is dropped. Arrays are crossed; a value that is neither object
 * nor array where only its members are opened is dropped, null included: that it is absent is a fact
 * nobody opened. Members keep their own names only, never a prototype's.
 */
export function project(value: unknown, opened: OpenedTree): unknown {
  const kept = keep(value, opened)
  return kept === dropped ? {} : kept
}

function keep(value: unknown, opened: OpenedTree): unknown {
  if (opened.all) return value
  if (Array.isArray(value)) return keepItems(value, opened)
  if (!isDictionary(value)) return dropped
  const names = Object.keys(value)
  let copy: Record<string, unknown> | null = null
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string
    const child = opened.children.get(name)
    const kept = child ? keep(value[name], child) : dropped
    if (copy === null) {
      if (kept === value[name]) continue
      copy = {}
      for (let before = 0; before < index; before += 1)
        set(copy, names[before] as string, value[names[before] as string])
    }
    if (kept !== dropped) set(copy, name, kept)
  }
  return copy ?? value
}

function keepItems(items: readonly unknown[], opened: OpenedTree): readonly unknown[] {
  let copy: unknown[] | null = null
  for (let index = 0; index < items.length; index += 1) {
    const kept = keep(items[index], opened)
    if (copy === null) {
      if (kept === items[index]) continue
      copy = items.slice(0, index)
    }
    if (kept !== dropped) copy.push(kept)
  }
  return copy ?? items
}

function set(copy: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') copy[name] = value
  else Object.defineProperty(copy, name, { value, enumerable: true, writable: true, configurable: true })
}
