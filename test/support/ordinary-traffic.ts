import { randomUUID } from 'node:crypto'
import type { ExchangeDraft } from '#core/audit/record-sink.ts'

/** A call of an ordinary month, with the identity that only a gateway sees. */
export interface OrdinaryCall {
  readonly draft: Partial<ExchangeDraft>
  readonly identity: Readonly<Record<string, unknown>>
}

/** Mulberry32: the same month at every run. */
export function drawsFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const names = ['MARTIN', 'BERNARD', 'THOMAS', 'PETIT', 'ROBERT', 'RICHARD', 'DURAND', 'DUBOIS', 'MOREAU', 'LAURENT']
const firstNames = ['MARIE', 'JEAN', 'LEA', 'LOUIS', 'EMMA', 'HUGO', 'ALICE', 'PAUL', 'INES', 'ADAM']

/**
 * One day at three bodies: counters where agents treat families, correct a typing error and look twice, and one body
 * that renews its subscribers by night from a list sorted by file number.
 */
export function ordinaryDay(day: number, draw: (below: number) => number): OrdinaryCall[] {
  const calls: OrdinaryCall[] = []
  const begin = Date.UTC(2026, 2, 1 + day, 8)
  let at = begin
  const key = (text: string) => Buffer.from(text.padEnd(16, '.').slice(0, 16)).toString('base64url')

  function add(application: string, agent: string | null, person: string, question: string, identity: object): void {
    at += 1_000 + draw(5_000)
    calls.push({
      identity: identity as Record<string, unknown>,
      draft: {
        at: new Date(Math.min(at, begin + 43_000_000)).toISOString(),
        application_id: application,
        agent_hash: agent === null ? undefined : key(agent),
        subjects: [{ pseudonym: key(person), scheme: 'nir', key_epoch: '2026-03', role: 'searched' }],
        question_hash: key(question),
        request_id: randomUUID(),
      },
    })
  }

  for (const [index, application] of ordinaryApplications.slice(0, 2).entries()) {
    for (let agent = 0; agent < 2; agent += 1) {
      for (let file = 0; file < 12 + draw(10); file += 1) {
        const family = `${names[draw(10)]}${draw(100_000)}`
        const members = 1 + draw(4)
        const year = 1950 + draw(60)
        for (let member = 0; member < members; member += 1) {
          const person = `${family}${member}`
          const identity = {
            nomNaissance: family,
            prenoms: [`${firstNames[draw(10)]}${member}`],
            anneeDateNaissance: member === 0 ? year : year + 20 + draw(20),
            moisDateNaissance: 1 + draw(12),
            jourDateNaissance: 1 + draw(28),
          }
          const agentName = `agent-${index}-${agent}`
          // One in ten is typed wrongly at first, one in five is asked about two months.
          if (draw(10) === 0)
            add(application, agentName, `${person}?`, 'now', { ...identity, jourDateNaissance: 1 + draw(28) })
          add(application, agentName, person, 'now', identity)
          if (draw(5) === 0) add(application, agentName, person, 'last month', identity)
        }
      }
    }
  }
  const numbers = Array.from({ length: 100 }, () => 1_000_000 + draw(8_999_999)).sort((one, other) => one - other)
  for (const number of numbers) {
    add(ordinaryApplications[2] as string, null, `n${number}`, 'now', { numeroAllocataire: String(number) })
  }
  return calls
}

export const ordinaryApplications: readonly string[] = [randomUUID(), randomUUID(), randomUUID()]

/** Names of the identifiers of any of these calls. */
export const ordinaryNames: readonly string[] = [
  'nomNaissance',
  'prenoms',
  'anneeDateNaissance',
  'moisDateNaissance',
  'jourDateNaissance',
  'numeroAllocataire',
]
