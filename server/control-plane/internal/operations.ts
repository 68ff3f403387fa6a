import type { InternalHandler } from './internal-request.ts'
import { acknowledged } from './operations/acknowledged.ts'
import { check } from './operations/check.ts'
import { claim } from './operations/claim.ts'
import { enrol } from './operations/enrol.ts'
import { lease } from './operations/lease.ts'
import { leaseReturn } from './operations/lease-return.ts'
import { publishIssuerKey } from './operations/publish-issuer-key.ts'
import { report } from './operations/report.ts'
import { retireIssuerKey } from './operations/retire-issuer-key.ts'
import { ship } from './operations/ship.ts'
import { subjectKeys } from './operations/subject-keys.ts'
import { watch } from './operations/watch.ts'

/** One message of the internal protocol. `maxBytes` null means there is no body. */
export interface InternalOperation {
  readonly method: string
  readonly path: RegExp
  readonly caller: 'enrolment token' | 'node'
  readonly maxBytes: number | null
  readonly handle: InternalHandler
}

type Row = readonly [string, RegExp, InternalOperation['caller'], number | null, InternalHandler]

// biome-ignore format: aligned table
const rows: readonly Row[] = [
  // method    path                              caller             bytes      operation
  [ 'POST',   /^\/enrol$/,                      'enrolment token', 4_096,     enrol            ],
  [ 'GET',    /^\/watch$/,                      'node',            null,      watch            ],
  [ 'POST',   /^\/reports$/,                    'node',            4_096,     report           ],
  [ 'POST',   /^\/leases$/,                     'node',            4_096,     lease            ],
  [ 'POST',   /^\/lease-returns$/,              'node',            4_096,     leaseReturn      ],
  [ 'POST',   /^\/records$/,                    'node',            4_194_304, ship             ],
  [ 'POST',   /^\/claims$/,                     'node',            4_096,     claim            ],
  [ 'POST',   /^\/checks$/,                     'node',            4_096,     check            ],
  [ 'GET',    /^\/subject-keys$/,               'node',            null,      subjectKeys      ],
  [ 'POST',   /^\/issuer-keys$/,                'node',            4_096,     publishIssuerKey ],
  [ 'DELETE', /^\/issuer-keys\/([\w-]{1,128})$/, 'node',            null,      retireIssuerKey  ],
  [ 'GET',    /^\/acknowledged$/,               'node',            null,      acknowledged     ],
]

/** Every message of the internal protocol; nothing else is answered. */
export const internalOperations: readonly InternalOperation[] = rows.map(
  ([method, path, caller, maxBytes, handle]) => ({
    method,
    path,
    caller,
    maxBytes,
    handle,
  }),
)
