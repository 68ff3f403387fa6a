import { readFileSync } from 'node:fs'
import { ConfigurationError } from './configuration-error.ts'

/** Values that must not stand in a process list or an image: each can also come as NAME_FILE. */
const secretNames = [
  'DATABASE_URL',
  'OCTROI_ENROLMENT_TOKEN',
  'OCTROI_FRANCE_CONNECT_CLIENT_SECRET',
  'OCTROI_FRANCE_CONNECT_KEY',
  'OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_SECRET',
  'OCTROI_OWNER_DATABASE_URL',
  'OCTROI_PERSON_REFERENCES_TOKEN',
  'OCTROI_SECRET',
  'OCTROI_SMTP_URL',
  'REDIS_URL',
] as const

const plainNames = [
  'NODE_ENV',
  'OCTROI_CLIENT_CERTIFICATES',
  'OCTROI_CONTACT',
  'OCTROI_CONTROL_URL',
  'OCTROI_DATABASE_SCHEMA',
  'OCTROI_DATA_DIR',
  'OCTROI_DATA_PROTECTION_CONTACT',
  'OCTROI_DEMO_ANYWHERE',
  'OCTROI_DPOP_NONCE',
  'OCTROI_ENVIRONMENT',
  'OCTROI_FAST_PATH',
  'OCTROI_FRANCE_CONNECT_CLIENT_ID',
  'OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_ID',
  'OCTROI_FRANCE_CONNECT_URL',
  'OCTROI_GATEWAYS',
  'OCTROI_GATEWAY_PORT',
  'OCTROI_GATEWAY_URL',
  'OCTROI_HOST',
  'OCTROI_HOSTING',
  'OCTROI_INTERNAL_PORT',
  'OCTROI_ISSUER_PRODUCTION_PORT',
  'OCTROI_ISSUER_PRODUCTION_URL',
  'OCTROI_ISSUER_SANDBOX_PORT',
  'OCTROI_ISSUER_SANDBOX_URL',
  'OCTROI_LOG_LEVEL',
  'OCTROI_MAIL_FROM',
  'OCTROI_METRICS_PORT',
  'OCTROI_PERSON_REFERENCES_URL',
  'OCTROI_PORT',
  'OCTROI_PROFILE',
  'OCTROI_PROVIDERS_PORT',
  'OCTROI_PROVIDERS_URL',
  'OCTROI_PUBLICATION_DIRECTOR',
  'OCTROI_PUBLIC_TRIAL',
  'OCTROI_PUBLIC_URL',
  'OCTROI_PUBLISHER',
  'OCTROI_PUBLISHER_ADDRESS',
  'OCTROI_REDIS_PREFIX',
  'OCTROI_RETENTION_MONTHS',
  'OCTROI_RETENTION_REASON',
  'OCTROI_ROLE',
  'OCTROI_SANDBOX_ENGINE_PORT',
  'OCTROI_SANDBOX_ENGINE_URL',
  'OCTROI_SANDBOX_POPULATION',
  'OCTROI_SANDBOX_PORT',
  'OCTROI_SANDBOX_URL',
  'OCTROI_SECURITY_CONTACT',
  'OCTROI_STALE_HIGH_SECONDS',
  'OCTROI_STALE_NORMAL_SECONDS',
  'OCTROI_STATIC_BEARER_IN_PRODUCTION',
  'OCTROI_TLS_CERT',
  'OCTROI_TLS_KEY',
  'OCTROI_TRUSTED_PROXIES',
  'OCTROI_UPSTREAM_ALLOW',
  'OCTROI_UPSTREAM_CERTIFICATES',
  'OCTROI_WITNESS_KEYS',
] as const

type EnvName = (typeof secretNames)[number] | (typeof plainNames)[number]

/** Strings of the environment, by name; an empty one counts as absent. */
export type Env = Readonly<Partial<Record<EnvName, string>>>

/** Reads the environment, the only place that does. Files named by NAME_FILE lose their final newline. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const env: Partial<Record<EnvName, string>> = {}
  for (const name of plainNames) if (source[name]) env[name] = source[name]
  for (const name of secretNames) {
    const value = readSecret(name, source)
    if (value) env[name] = value
  }
  return env
}

/** Variables that begin like ours and mean nothing: most often a typing mistake. */
export function unknownNames(source: NodeJS.ProcessEnv = process.env): readonly string[] {
  const known = new Set<string>([...plainNames, ...secretNames, ...secretNames.map((name) => `${name}_FILE`)])
  return Object.keys(source).filter((name) => name.startsWith('OCTROI_') && !known.has(name))
}

function readSecret(name: string, source: NodeJS.ProcessEnv): string | undefined {
  const file = source[`${name}_FILE`]
  if (!file) return source[name]
  if (source[name]) throw new ConfigurationError(`Set either ${name} or ${name}_FILE, not both.`)
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch {
    throw new ConfigurationError(`The file that ${name}_FILE names cannot be read.`)
  }
}

/**
 * The environment of a child process. The secrets of control stay with control: the other roles are
 * given an enrolment token over IPC, and no way to the database.
 */
export function environmentOf(role: string, environment: string | null): NodeJS.ProcessEnv {
  const isProduction = role === 'gateway' && environment === 'production'
  const franceConnect = ['OCTROI_FRANCE_CONNECT_CLIENT_SECRET', 'OCTROI_FRANCE_CONNECT_KEY']
  const keep = new Set<string>(role === 'control' ? secretNames : ['REDIS_URL', ...(isProduction ? franceConnect : [])])
  const withheld = secretNames.filter((name) => !keep.has(name)).flatMap((name) => [name, `${name}_FILE`])
  const child: NodeJS.ProcessEnv = { ...process.env, OCTROI_ROLE: role }
  for (const name of [...withheld, 'OCTROI_ENVIRONMENT']) delete child[name]
  if (environment !== null) child.OCTROI_ENVIRONMENT = environment
  return child
}
