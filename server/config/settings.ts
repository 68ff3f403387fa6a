import { z } from 'zod'

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback)
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true')
const seconds = (fallback: number) => z.coerce.number().int().min(1).default(fallback)
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
const baseUrl = z
  .url({ protocol: /^https?$/ })
  .refine((value) => new URL(value).search === '' && new URL(value).hash === '', 'must have no query and no fragment')
  .transform((value) => value.replace(/\/+$/, ''))
  .optional()

/** The shape of each variable by itself; what they mean together is `check-contradictions.ts`. */
export const settingsSchema = z.object({
  NODE_ENV: z.string().optional(),
  OCTROI_PROFILE: z.enum(['demo', 'production']).optional(),
  OCTROI_ROLE: z.enum(['control', 'issuer', 'gateway', 'sandbox']).optional(),
  OCTROI_ENVIRONMENT: z.enum(['production', 'sandbox']).optional(),
  OCTROI_DATA_DIR: z.string().default('.octroi'),
  OCTROI_HOST: z.string().optional(),
  OCTROI_PORT: port(3000),
  OCTROI_GATEWAY_PORT: port(8080),
  OCTROI_SANDBOX_PORT: port(8081),
  OCTROI_METRICS_PORT: port(9464),
  OCTROI_INTERNAL_PORT: port(0),
  OCTROI_ISSUER_PRODUCTION_PORT: port(0),
  OCTROI_ISSUER_SANDBOX_PORT: port(0),
  OCTROI_SANDBOX_ENGINE_PORT: port(0),
  OCTROI_PROVIDERS_PORT: port(0),
  OCTROI_PUBLIC_URL: baseUrl,
  OCTROI_GATEWAY_URL: baseUrl,
  OCTROI_SANDBOX_URL: baseUrl,
  OCTROI_CONTROL_URL: baseUrl,
  OCTROI_ISSUER_PRODUCTION_URL: baseUrl,
  OCTROI_ISSUER_SANDBOX_URL: baseUrl,
  OCTROI_SANDBOX_ENGINE_URL: baseUrl,
  OCTROI_PROVIDERS_URL: baseUrl,
  OCTROI_FRANCE_CONNECT_URL: baseUrl,
  OCTROI_FRANCE_CONNECT_CLIENT_ID: z.string().min(1).optional(),
  OCTROI_FRANCE_CONNECT_CLIENT_SECRET: z.string().min(1).optional(),
  OCTROI_FRANCE_CONNECT_KEY: z.string().min(1).optional(),
  OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_ID: z.string().min(1).optional(),
  OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_SECRET: z.string().min(1).optional(),
  OCTROI_PERSON_REFERENCES_URL: baseUrl,
  OCTROI_PERSON_REFERENCES_TOKEN: z.string().min(1).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  OCTROI_OWNER_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  OCTROI_DATABASE_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/, 'must be a lower-case SQL name')
    .default('public'),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  OCTROI_REDIS_PREFIX: z.string().max(64).default('octroi:'),
  OCTROI_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  OCTROI_MAIL_FROM: z.email().optional(),
  OCTROI_PUBLISHER: z.string().max(200).optional(),
  OCTROI_PUBLISHER_ADDRESS: z.string().max(500).optional(),
  OCTROI_PUBLICATION_DIRECTOR: z.string().max(200).optional(),
  OCTROI_HOSTING: z.string().max(500).optional(),
  OCTROI_CONTACT: z.email().optional(),
  OCTROI_DATA_PROTECTION_CONTACT: z.email().optional(),
  OCTROI_SECURITY_CONTACT: z.union([z.email(), z.url({ protocol: /^https$/ })]).optional(),
  OCTROI_TLS_CERT: z.string().optional(),
  OCTROI_TLS_KEY: z.string().optional(),
  OCTROI_CLIENT_CERTIFICATES: z.enum(['off', 'tls', 'proxy']).default('off'),
  OCTROI_TRUSTED_PROXIES: list,
  OCTROI_UPSTREAM_ALLOW: list,
  OCTROI_UPSTREAM_CERTIFICATES: z.string().optional(),
  OCTROI_STALE_NORMAL_SECONDS: seconds(24 * 3600),
  OCTROI_STALE_HIGH_SECONDS: seconds(30),
  OCTROI_STATIC_BEARER_IN_PRODUCTION: flag,
  OCTROI_WITNESS_KEYS: list,
  OCTROI_RETENTION_MONTHS: z.coerce.number().int().min(6).max(36).default(12),
  OCTROI_RETENTION_REASON: z.string().min(10).max(1_000).optional(),
  OCTROI_PUBLIC_TRIAL: flag,
  OCTROI_SANDBOX_POPULATION: z.enum(['S', 'M', 'L']).default('M'),
  OCTROI_DEMO_ANYWHERE: flag,
  OCTROI_DPOP_NONCE: z.enum(['off', 'required']).default('off'),
  OCTROI_FAST_PATH: z.enum(['on', 'off']).default('on'),
  OCTROI_GATEWAYS: z.coerce.number().int().min(1).default(1),
  OCTROI_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
})

export type Settings = z.infer<typeof settingsSchema>
