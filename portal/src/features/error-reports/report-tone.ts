import type { ErrorReport } from '../../api/schemas.ts'

/** The colour of a state; words carry it too. */
export function reportTone(state: ErrorReport['state']): 'wait' | 'good' | 'neutral' {
  if (state === 'closed') return 'neutral'
  return state === 'explained' || state === 'corrected' || state === 'propagated' ? 'good' : 'wait'
}
