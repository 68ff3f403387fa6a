import { z } from 'zod'

const localeMap = z
  .object({ fallback: z.string().min(2), texts: z.record(z.string(), z.string().min(1)) })
  .refine((map) => Object.hasOwn(map.texts, map.fallback), 'the fallback language has no text')

const slug = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens')
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'an ISO date')

/** A dot-separated path into a JSON answer, as in {@link ProjectionRule}; `*` opens it whole, unread. */
const responsePath = z.string().regex(/^(\*|[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)$/, 'dot-separated names, or `*`')

const plan = z.object({
  limits: z
    .array(
      z.object({
        name: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/, 'a short lower-case name'),
        period: z.enum(['second', 'minute', 'day', 'month']),
        limit: z.int().min(0),
        hard: z.boolean().default(true),
        outage_reserve: z.boolean().exactOptional(),
      }),
    )
    .refine((limits) => new Set(limits.map((limit) => limit.name)).size === limits.length, 'limit names repeat'),
  concurrency: z.int().min(1).nullable().default(null),
})

/** What the root extension `x-octroi` of a catalogue specification says about the API version. */
export const apiExtension = z.object({
  api: slug,
  version: z.string().regex(/^v[1-9]\d{0,3}$/, '`v` and a number'),
  title: localeMap,
  description: localeMap,
  provider: slug,
  sensitivity: z.enum(['normal', 'high']).default('normal'),
  requires_bound_tokens: z.boolean().default(false),
  visibility: z.enum(['public', 'authenticated', 'restricted']).default('public'),
  error_envelope: z.enum(['problem', 'api-particulier']).default('problem'),
  provider_code: z
    .string()
    .regex(/^\d{2}$/, 'two digits')
    .nullable()
    .default(null),
  traceable_by_person: z.boolean().default(false),
  requires_subject_registration: z.boolean().default(false),
  plans: z.object({ production: plan, sandbox: plan }),
  legal_bases: z.array(z.string().min(1)).min(1, 'at least one legal basis'),
  legal_basis_details: z
    .array(z.object({ id: z.string().min(1), label: localeMap, url: z.url().nullable().default(null) }))
    .default([]),
  always: z.array(responsePath).default([]),
  scopes: z
    .array(
      z.object({
        name: z.string().regex(/^[a-z][a-z0-9_]{0,126}$/, 'lower-case letters, digits and underscores'),
        label: localeMap,
        description: localeMap,
        opens: z.array(responsePath),
      }),
    )
    .min(1, 'at least one data scope')
    .refine((scopes) => new Set(scopes.map((scope) => scope.name)).size === scopes.length, 'scope names repeat'),
  service_level: z
    .object({ office_hours: z.number().min(0).max(100), other_hours: z.number().min(0).max(100) })
    .default({ office_hours: 99, other_hours: 95 }),
  freshness: localeMap.nullable().default(null),
  data_quality_notices: z.array(localeMap).default([]),
  lifecycle: z
    .object({
      released: date,
      deprecated: date.nullable().default(null),
      sunset: date.nullable().default(null),
      successor: z.string().nullable().default(null),
    })
    .refine(
      (lifecycle) => !lifecycle.deprecated || !lifecycle.sunset || lifecycle.deprecated <= lifecycle.sunset,
      'sunset before deprecated (RFC 9745 section 4)',
    ),
  upstream_first_byte_ms: z.int().min(50).max(60_000).nullable().default(null),
  upstream_health: z
    .object({
      path: z.string().regex(/^\/[A-Za-z0-9._~/-]{0,199}$/, 'a plain path'),
      interval_seconds: z.int().min(1).max(300).default(10),
    })
    .nullable()
    .default(null),
  upstream_deadline_ms: z.int().min(100).max(60_000).default(10_000),
  test_persons: z.array(z.object({ operation_id: z.string(), query: z.string() })).default([]),
})

export type ApiExtension = z.output<typeof apiExtension>
