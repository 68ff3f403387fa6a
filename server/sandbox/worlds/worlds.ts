import type { Clock } from '#core/ports/clock.ts'
import { createBoundedMap } from '#kit/bounded-map.ts'
import type { Journal } from './journal.ts'
import type { WorldEvent } from './world-event.ts'
import { applyWorldEvent, pristineState, type WorldState } from './world-state.ts'

export const mainSandbox = 'main'
const mostSandboxes = 5
/** Bytes of events an application may write before it has to ask the operator. */
const longestJournal = 5_000_000
const dayMs = 86_400_000

/** The sandboxes of each application: nobody sees another's. */
export interface Worlds {
  /** Null when the application has no sandbox of this name; the main one always exists. */
  find(application: string, sandbox: string): WorldState | null
  names(application: string): readonly string[]
  /** Writes the event down, then applies it. A sandbox that does not exist is made. */
  act(application: string, sandbox: string, event: WorldEvent): WorldState | 'too-many' | 'too-long'
}

/** States are folded from the journal when an application first calls, and kept for those that called last. */
export function createWorlds(journal: Journal, clock: Pick<Clock, 'now'>): Worlds {
  const known = createBoundedMap<string, Map<string, WorldState>>(1000)
  const touched = createBoundedMap<string, number>(1000)

  /** Once a day is enough to be remembered. */
  function touch(application: string): void {
    const now = clock.now()
    if (now - (touched.get(application) ?? 0) < dayMs) return
    touched.set(application, now)
    journal.touch(application)
  }

  function of(application: string): Map<string, WorldState> {
    touch(application)
    const before = known.get(application)
    if (before) return before
    const states = new Map<string, WorldState>([[mainSandbox, pristineState]])
    for (const { sandbox, event } of journal.read(application)) apply(states, sandbox, event)
    known.set(application, states)
    return states
  }

  return {
    find: (application, sandbox) => of(application).get(sandbox) ?? null,
    names: (application) => [...of(application).keys()],
    act(application, sandbox, event) {
      const states = of(application)
      if (!states.has(sandbox) && states.size >= mostSandboxes) return 'too-many'
      if (journal.size(application) > longestJournal) return 'too-long'
      journal.append(application, { sandbox, event })
      return apply(states, sandbox, event)
    },
  }
}

function apply(states: Map<string, WorldState>, sandbox: string, event: WorldEvent): WorldState {
  const after = applyWorldEvent(states.get(sandbox) ?? pristineState, event)
  if (after === null) states.delete(sandbox)
  else states.set(sandbox, after)
  if (after === null && sandbox === mainSandbox) states.set(mainSandbox, pristineState)
  return after ?? pristineState
}
