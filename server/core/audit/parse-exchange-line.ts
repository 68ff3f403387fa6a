import { z } from 'zod'
import type { ExchangeRecord } from './exchange-record.ts'

const name = z.string().max(512)
const names = z.array(name).max(1_000)
const id = z.uuid().nullable()
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const milliseconds = z.number().min(0)

const keyed = z.string().regex(/^[\w-]{22}$/)
const subject = z.object({
  pseudonym: keyed,
  scheme: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/),
  key_epoch: z.string().regex(/^\d{4}-\d{2}$/),
  role: z.enum(['searched', 'disclosed']),
})

const schema = z.object({
  format_version: z.literal(1),
  gateway: name,
  chain: z.uuid(),
  seq: z.number().int().min(1),
  previous: hash,
  at: z.iso.datetime(),
  environment: z.enum(['sandbox', 'production']),
  request_id: name,
  application_id: id,
  organization_id: id,
  credential_id: id,
  beneficiary_id: id,
  delegation_id: id,
  authorization_id: id,
  grant_id: id,
  api: name.nullable(),
  api_version: name.nullable(),
  operation: name.nullable(),
  method: name,
  legal_context: name.nullable(),
  scopes_asked: names,
  scopes_effective: names,
  fields: names,
  status: z.number().int().min(100).max(599),
  refusal_stage: z.enum([
    'none',
    'accept',
    'route',
    'authenticate',
    'authorize',
    'burst',
    'validate',
    'bind',
    'quota',
    'forward',
    'project',
    'record',
  ]),
  reason: name.nullable(),
  duration_ms: milliseconds,
  upstream_ms: milliseconds.nullable(),
  lease_id: id,
  is_test_person: z.boolean(),
  part: z.enum(['opened', 'closed']).optional(),
  opened: name.optional(),
  complete: z.boolean().optional(),
  subjects: z.array(subject).max(64).optional(),
  agent_hash: keyed.optional(),
  case_hash: keyed.optional(),
  question_hash: keyed.optional(),
  signals: z.array(z.enum(['sequential_identities', 'protected_person'])).optional(),
  trace_id: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
})

/** The record of a line, or null when the line is not one. Members this release does not know stay in the line only. */
export function parseExchangeLine(line: string): ExchangeRecord | null {
  try {
    const parsed = schema.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
