import type { ProxyCost } from './measure-proxy.ts'

interface Goal {
  readonly what: string
  readonly of: string
  readonly to: string
  readonly by: 'cpuMicroseconds' | 'perSecond' | 'p50Ms'
  readonly most?: number
  readonly least?: number
}

const buffered = 'gateway, records buffered'
const plain = 'HAProxy, plain'

/** What issue and design ask of one run; a ratio whose rows are missing is left out. */
const goals: readonly Goal[] = [
  { what: 'CPU, buffered / HAProxy plain', of: buffered, to: plain, by: 'cpuMicroseconds', most: 1.5 },
  { what: 'CPU, durable / HAProxy plain', of: 'gateway, records durable', to: plain, by: 'cpuMicroseconds', most: 2.2 },
  {
    what: 'calls a second of CPU, buffered / HAProxy verifying ES256',
    of: 'HAProxy verifying ES256',
    to: buffered,
    by: 'cpuMicroseconds',
    least: 5,
  },
  {
    what: 'calls a second of CPU, buffered / Express',
    of: 'Express with jose and rate-limiter-flexible',
    to: buffered,
    by: 'cpuMicroseconds',
    least: 15,
  },
  ...costOfRecords(32, 1.4),
  ...costOfRecords(128, 1.25),
  flat('operations', 10, 1000),
  flat('applications', 10, 100_000),
  flat('live tokens', 1, 9_900),
]

/** Prints each ratio beside what is asked of it. Nothing here fails: the machine decides, the reader judges. */
export function printRatios(rows: Readonly<Record<string, ProxyCost>>): void {
  const table: Record<string, { ratio: number; asked: string; met: boolean }> = {}
  for (const { what, of, to, by, most, least } of goals) {
    const [above, below] = [rows[of]?.[by], rows[to]?.[by]]
    if (above === undefined || below === undefined) continue
    const ratio = Math.round((above / below) * 100) / 100
    const asked = most === undefined ? `at least ${least}` : `at most ${most}`
    table[what] = { ratio, asked, met: most === undefined ? ratio >= (least ?? 0) : ratio <= most }
  }
  console.table(table)
}

function costOfRecords(connections: number, most: number): readonly Goal[] {
  const of = `gateway, records durable, ${connections} callers`
  const to = `gateway, records none, ${connections} callers`
  return [{ what: `CPU, durable / no records, ${connections} callers`, of, to, by: 'cpuMicroseconds', most }]
}

function flat(what: string, few: number, many: number): Goal {
  return {
    what: `CPU, ${many} / ${few} ${what}`,
    of: `gateway, ${many} ${what}`,
    to: `gateway, ${few} ${what}`,
    by: 'cpuMicroseconds',
    most: 1.15,
  }
}
