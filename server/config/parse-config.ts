import { resolve } from 'node:path'
import {
  checkApart,
  checkContradictions,
  checkFranceConnect,
  checkMail,
  checkPersonLogin,
} from './check-contradictions.ts'
import type { Config, DatabaseConfig, ListenerName, RoleConfig } from './config.ts'
import { ConfigurationError } from './configuration-error.ts'
import type { Env } from './env.ts'
import { readPrivateJwk } from './read-private-jwk.ts'
import { type Settings, settingsSchema } from './settings.ts'

/**
 * Turns strings into a typed configuration. A supervised process learns the addresses of the others
 * from its supervisor; one that runs apart must be told them here.
 * @throws ConfigurationError with one sentence that names the variable that is wrong or contradicts another.
 */
export function parseConfig(env: Env, isSupervised = false): Config {
  const parsed = settingsSchema.safeParse(env)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigurationError(`${String(issue?.path[0])} is not valid: ${issue?.message}.`)
  }
  const settings = parsed.data
  const profile = settings.OCTROI_PROFILE ?? (settings.NODE_ENV === 'production' ? 'production' : 'demo')
  const role = roleOf(settings)
  const hosts = settings.OCTROI_HOST === undefined ? ['127.0.0.1', '::1'] : [settings.OCTROI_HOST]
  checkContradictions(settings, profile)
  // Only the production gateway is given the secrets.
  const asks = role.kind === 'all' || (role.kind === 'gateway' && role.environment === 'production')
  if (asks) checkFranceConnect(settings, profile)
  if (role.kind === 'all' || role.kind === 'control') checkPersonLogin(settings)
  if (role.kind === 'all' || role.kind === 'control') checkMail(settings)
  if (role.kind !== 'all' && !isSupervised) checkApart(settings, profile, role)
  return {
    profile,
    role,
    dataDir: resolve(settings.OCTROI_DATA_DIR),
    hosts,
    ports: {
      control: settings.OCTROI_PORT,
      internal: settings.OCTROI_INTERNAL_PORT,
      'issuer-production': settings.OCTROI_ISSUER_PRODUCTION_PORT,
      'issuer-sandbox': settings.OCTROI_ISSUER_SANDBOX_PORT,
      'gateway-production': settings.OCTROI_GATEWAY_PORT,
      'gateway-sandbox': settings.OCTROI_SANDBOX_PORT,
      'sandbox-engine': settings.OCTROI_SANDBOX_ENGINE_PORT,
      'simulated-providers': settings.OCTROI_PROVIDERS_PORT,
      metrics: settings.OCTROI_METRICS_PORT,
    },
    urls: {
      portal: settings.OCTROI_PUBLIC_URL ?? null,
      production: settings.OCTROI_GATEWAY_URL ?? null,
      sandbox: settings.OCTROI_SANDBOX_URL ?? null,
    },
    peers: peersOf(settings, role),
    database: databaseOf(settings),
    gateways: settings.OCTROI_GATEWAYS,
    redis: settings.REDIS_URL === undefined ? null : { url: settings.REDIS_URL, prefix: settings.OCTROI_REDIS_PREFIX },
    tls:
      settings.OCTROI_TLS_CERT === undefined || settings.OCTROI_TLS_KEY === undefined
        ? null
        : { certFile: settings.OCTROI_TLS_CERT, keyFile: settings.OCTROI_TLS_KEY },
    clientCertificates: settings.OCTROI_CLIENT_CERTIFICATES,
    trustedProxies: settings.OCTROI_TRUSTED_PROXIES,
    upstreamAllow: settings.OCTROI_UPSTREAM_ALLOW,
    upstreamCertificates:
      settings.OCTROI_UPSTREAM_CERTIFICATES === undefined ? null : resolve(settings.OCTROI_UPSTREAM_CERTIFICATES),
    staleness: {
      normalMs: settings.OCTROI_STALE_NORMAL_SECONDS * 1000,
      highMs: settings.OCTROI_STALE_HIGH_SECONDS * 1000,
    },
    audit: {
      witnesses: settings.OCTROI_WITNESS_KEYS,
      retentionMonths: settings.OCTROI_RETENTION_MONTHS,
      retentionReason: settings.OCTROI_RETENTION_REASON ?? null,
    },
    staticBearerInProduction: settings.OCTROI_STATIC_BEARER_IN_PRODUCTION || profile === 'demo',
    proofNonces: settings.OCTROI_DPOP_NONCE === 'required',
    fastPath: settings.OCTROI_FAST_PATH === 'on',
    publisher: {
      name: settings.OCTROI_PUBLISHER ?? null,
      address: settings.OCTROI_PUBLISHER_ADDRESS ?? null,
      director: settings.OCTROI_PUBLICATION_DIRECTOR ?? null,
      hosting: settings.OCTROI_HOSTING ?? null,
      contact: settings.OCTROI_CONTACT ?? null,
      dataProtection: settings.OCTROI_DATA_PROTECTION_CONTACT ?? null,
      security: settings.OCTROI_SECURITY_CONTACT ?? null,
    },
    mail:
      settings.OCTROI_SMTP_URL === undefined || settings.OCTROI_MAIL_FROM === undefined
        ? null
        : { url: settings.OCTROI_SMTP_URL, from: settings.OCTROI_MAIL_FROM },
    franceConnect: franceConnectOf(settings),
    personLogin: personLoginOf(settings),
    sandboxPopulation: settings.OCTROI_SANDBOX_POPULATION,
    publicTrial: settings.OCTROI_PUBLIC_TRIAL || profile === 'demo',
    log: { format: profile === 'demo' ? 'lines' : 'json', level: settings.OCTROI_LOG_LEVEL },
  }
}

/** All of it or nothing; a process that is not given the secrets has none. */
function franceConnectOf(settings: Settings): Config['franceConnect'] {
  const { OCTROI_FRANCE_CONNECT_URL: url, OCTROI_FRANCE_CONNECT_CLIENT_ID: clientId } = settings
  const { OCTROI_FRANCE_CONNECT_CLIENT_SECRET: clientSecret, OCTROI_FRANCE_CONNECT_KEY: key } = settings
  if (url === undefined || clientId === undefined || clientSecret === undefined || key === undefined) return null
  return { url, clientId, clientSecret, key: readPrivateJwk(key) }
}

/** The portal as a client of FranceConnect, where people log in; a process without the secret lets nobody. */
function personLoginOf(settings: Settings): Config['personLogin'] {
  const { OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_ID: clientId } = settings
  const { OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_SECRET: clientSecret } = settings
  if (clientId === undefined || clientSecret === undefined) return null
  return {
    clientId,
    clientSecret,
    referencesUrl: settings.OCTROI_PERSON_REFERENCES_URL ?? null,
    referencesToken: settings.OCTROI_PERSON_REFERENCES_TOKEN ?? null,
  }
}

function roleOf(settings: Settings): RoleConfig {
  const role = settings.OCTROI_ROLE
  if (role === undefined) return { kind: 'all' }
  if (role !== 'gateway') return { kind: role }
  if (settings.OCTROI_ENVIRONMENT === undefined) {
    throw new ConfigurationError('OCTROI_ROLE=gateway needs OCTROI_ENVIRONMENT: production or sandbox.')
  }
  return { kind: 'gateway', environment: settings.OCTROI_ENVIRONMENT }
}

function databaseOf(settings: Settings): DatabaseConfig {
  if (settings.DATABASE_URL === undefined) {
    return { engine: 'embedded', directory: resolve(settings.OCTROI_DATA_DIR, 'database') }
  }
  return {
    engine: 'postgres',
    url: settings.DATABASE_URL,
    ownerUrl: settings.OCTROI_OWNER_DATABASE_URL ?? settings.DATABASE_URL,
    schema: settings.OCTROI_DATABASE_SCHEMA,
  }
}

function peersOf(settings: Settings, role: RoleConfig): Config['peers'] {
  if (role.kind === 'all') return null
  const found: Partial<Record<ListenerName, string | undefined>> = {
    internal: settings.OCTROI_CONTROL_URL,
    'issuer-production': settings.OCTROI_ISSUER_PRODUCTION_URL,
    'issuer-sandbox': settings.OCTROI_ISSUER_SANDBOX_URL,
    'sandbox-engine': settings.OCTROI_SANDBOX_ENGINE_URL,
    'simulated-providers': settings.OCTROI_PROVIDERS_URL,
  }
  return Object.fromEntries(Object.entries(found).filter(([, url]) => url !== undefined))
}
