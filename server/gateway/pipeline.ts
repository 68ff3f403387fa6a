import type { Phase } from './phase.ts'
import { accept } from './phases/accept.ts'
import { authenticate } from './phases/authenticate.ts'
import { authorize } from './phases/authorize.ts'
import { bind } from './phases/bind.ts'
import { burst } from './phases/burst.ts'
import { forward } from './phases/forward.ts'
import { project } from './phases/project.ts'
import { quota } from './phases/quota.ts'
import { record } from './phases/record.ts'
import { route } from './phases/route.ts'
import { validate } from './phases/validate.ts'

/**
 * The life of a call: each phase goes on or ends it with one of its statuses. What a phase needs is
 * what must be up for it to decide. 401 and 403 can come again from the recheck of `forward` and
 * `project`, under the name of the phase that decides them.
 */
// biome-ignore format: a table
export const phases: readonly Phase[] = [
  { name: 'accept',       run: accept,       mayAnswer: [400, 408, 413, 414, 431], needs: 'limits' },
  { name: 'route',        run: route,        mayAnswer: [404, 405, 410],           needs: 'snapshot' },
  { name: 'authenticate', run: authenticate, mayAnswer: [401, 429, 503],           needs: 'snapshot, verified-token cache, FranceConnect' },
  { name: 'authorize',    run: authorize,    mayAnswer: [403],                     needs: 'snapshot' },
  { name: 'burst',        run: burst,        mayAnswer: [400, 429, 503],           needs: 'memory or Redis' },
  { name: 'validate',     run: validate,     mayAnswer: [400, 413, 415, 422],      needs: 'compiled validators' },
  { name: 'bind',         run: bind,         mayAnswer: [403, 404, 422, 503],      needs: 'snapshot, check' },
  { name: 'quota',        run: quota,        mayAnswer: [429, 503],                needs: 'lease' },
  { name: 'forward',      run: forward,      mayAnswer: [502, 503, 504],           needs: 'upstream' },
  { name: 'project',      run: project,      mayAnswer: [502],                     needs: 'compiled projection' },
]

/** Always runs when a call ends, however it ends. */
export const recordPhase: Phase = { name: 'record', run: record, mayAnswer: [503], needs: 'audit' }
