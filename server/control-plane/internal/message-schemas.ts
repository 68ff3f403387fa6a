import { z } from 'zod'

const formatVersion = z.literal(1)
const environment = z.enum(['sandbox', 'production'])
const role = z.enum(['gateway', 'issuer'])
const nodeId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/)
const identifier = z.string().min(1).max(200)
const units = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const base64url = z.string().regex(/^[\w-]{1,100}$/)

/** Messages of ARCHITECTURE.md, "Internal protocol", as control reads them. */
export const messageSchemas = {
  enrol: z.object({ node_id: nodeId, role, environment }),
  report: z.object({
    format_version: formatVersion,
    node_id: nodeId,
    role,
    environment,
    epoch: z.uuid(),
    revision: units,
    snapshot_age_ms: z.number().min(0).max(Number.MAX_SAFE_INTEGER),
    draining: z.boolean(),
    chain_head: z.object({ chain: z.uuid(), seq: units.min(1), head: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  }),
  lease: z.object({
    format_version: formatVersion,
    request_id: z.uuid(),
    node_id: nodeId,
    key: z.object({
      environment,
      application_id: z.uuid(),
      beneficiary_id: identifier,
      api: identifier,
      limit_name: identifier,
      period: z.enum(['day', 'month']),
    }),
    limit: units,
    asked: units.min(1),
    reserve: units.optional(),
    held: units.optional(),
  }),
  leaseReturn: z.object({
    format_version: formatVersion,
    return_id: z.uuid(),
    node_id: nodeId,
    lease_id: z.uuid(),
    units: units.min(1),
  }),
  ship: z.object({
    format_version: formatVersion,
    gateway: nodeId,
    chain: z.uuid(),
    first_seq: units.min(1),
    lines: z.array(z.string().max(65_536)).max(1_000),
  }),
  check: z.object({
    format_version: formatVersion,
    organization_id: z.uuid(),
    api: identifier,
    identity_hash: z.string().regex(/^[\w-]{22}$/),
  }),
  claim: z.object({ id: z.string().min(1).max(512), ttl_ms: units.min(1).max(86_400_000) }),
  issuerKey: z.object({
    environment,
    kid: z.string().regex(/^[\w-]{1,128}$/),
    node_id: nodeId,
    jwk: z.object({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: base64url,
      y: base64url,
      kid: z.string(),
      alg: z.literal('ES256').default('ES256'),
      use: z.literal('sig').default('sig'),
      d: z.undefined().optional(),
    }),
  }),
  watch: z.object({
    environment,
    epoch: z.union([z.uuid(), z.literal('')]).default(''),
    revision: z.coerce.number().int().min(0).default(0),
  }),
  acknowledged: z.object({ environment, revision: z.coerce.number().int().min(0) }),
} as const
