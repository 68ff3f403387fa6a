import { createPublicKey } from 'node:crypto'
import { isIP } from 'node:net'
import type { RoleConfig } from './config.ts'
import { ConfigurationError } from './configuration-error.ts'
import type { Settings } from './settings.ts'

/** Refuses settings that are each valid and together unsafe or meaningless. */
export function checkContradictions(settings: Settings, profile: 'demo' | 'production'): void {
  if (profile === 'demo') checkDemo(settings)
  else checkProduction(settings)
  if ((settings.OCTROI_TLS_CERT === undefined) !== (settings.OCTROI_TLS_KEY === undefined)) {
    throw new ConfigurationError('OCTROI_TLS_CERT and OCTROI_TLS_KEY go together: set both or neither.')
  }
  if (settings.OCTROI_CLIENT_CERTIFICATES === 'tls' && settings.OCTROI_TLS_CERT === undefined) {
    throw new ConfigurationError('OCTROI_CLIENT_CERTIFICATES is tls, and TLS ends elsewhere: set OCTROI_TLS_CERT.')
  }
  if (settings.OCTROI_CLIENT_CERTIFICATES === 'proxy' && settings.OCTROI_TRUSTED_PROXIES.length === 0) {
    throw new ConfigurationError(
      'OCTROI_CLIENT_CERTIFICATES is proxy, and no proxy is trusted: set OCTROI_TRUSTED_PROXIES.',
    )
  }
  if (settings.OCTROI_HOST !== undefined && isIP(settings.OCTROI_HOST) === 0 && settings.OCTROI_HOST !== 'localhost') {
    throw new ConfigurationError('OCTROI_HOST must be an IP address or localhost.')
  }
  if (settings.OCTROI_GATEWAYS > 1 && settings.REDIS_URL === undefined) {
    throw new ConfigurationError(
      'OCTROI_GATEWAYS is above 1, and only Redis can share limits between gateways: set REDIS_URL.',
    )
  }
  if (settings.OCTROI_RETENTION_MONTHS > 12 && settings.OCTROI_RETENTION_REASON === undefined) {
    throw new ConfigurationError('OCTROI_RETENTION_MONTHS is above 12: say why in OCTROI_RETENTION_REASON.')
  }
  for (const key of settings.OCTROI_WITNESS_KEYS) {
    if (!isWitnessKey(key)) {
      throw new ConfigurationError(`OCTROI_WITNESS_KEYS holds "${key}", which is no public key that a witness prints.`)
    }
  }
  for (const range of settings.OCTROI_TRUSTED_PROXIES) {
    if (!isRange(range))
      throw new ConfigurationError(`OCTROI_TRUSTED_PROXIES holds "${range}", which is no CIDR range.`)
  }
}

/** Half a configuration would refuse every person's token, and say why nowhere. */
export function checkFranceConnect(settings: Settings, profile: 'demo' | 'production'): void {
  const secrets = ['OCTROI_FRANCE_CONNECT_CLIENT_SECRET', 'OCTROI_FRANCE_CONNECT_KEY'] as const
  const names = ['OCTROI_FRANCE_CONNECT_URL', 'OCTROI_FRANCE_CONNECT_CLIENT_ID', ...secrets] as const
  const missing = names.filter((name) => settings[name] === undefined)
  if (missing.length === names.length) return
  if (profile === 'production' && settings.OCTROI_FRANCE_CONNECT_URL?.startsWith('http:'))
    throw new ConfigurationError('OCTROI_FRANCE_CONNECT_URL must be https in production.')
  if (missing.length === 0) return
  throw new ConfigurationError(`FranceConnect is configured in part: set ${missing.join(', ')} too, or none.`)
}

/** People log in where FranceConnect is configured, and the portal has both halves of its client. */
export function checkPersonLogin(settings: Settings): void {
  const id = settings.OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_ID
  const secret = settings.OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_SECRET
  if (id === undefined && secret === undefined) {
    if (settings.OCTROI_PERSON_REFERENCES_URL === undefined) return
    throw new ConfigurationError(
      'OCTROI_PERSON_REFERENCES_URL serves the login of people: set OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_ID and _SECRET too.',
    )
  }
  if (id === undefined || secret === undefined) {
    const missing = `OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_${id === undefined ? 'ID' : 'SECRET'}`
    throw new ConfigurationError(`The login of people is configured in part: set ${missing} too, or neither.`)
  }
  if (settings.OCTROI_FRANCE_CONNECT_URL === undefined)
    throw new ConfigurationError('OCTROI_FRANCE_CONNECT_LOGIN_CLIENT_ID needs OCTROI_FRANCE_CONNECT_URL.')
}

/** A role that runs apart has nobody to tell it where the others are. */
export function checkApart(settings: Settings, profile: 'demo' | 'production', role: RoleConfig): void {
  if ((role.kind === 'issuer' || role.kind === 'gateway') && settings.OCTROI_CONTROL_URL === undefined) {
    throw new ConfigurationError(
      `OCTROI_ROLE=${role.kind} needs OCTROI_CONTROL_URL: the internal listener of the control role.`,
    )
  }
  if (role.kind === 'gateway') {
    const name = role.environment === 'production' ? 'OCTROI_ISSUER_PRODUCTION_URL' : 'OCTROI_ISSUER_SANDBOX_URL'
    if (settings[name] === undefined)
      throw new ConfigurationError(`OCTROI_ROLE=gateway needs ${name}: its token issuer.`)
  }
  if (role.kind === 'sandbox' || profile === 'demo') return
  for (const name of ['OCTROI_PUBLIC_URL', 'OCTROI_GATEWAY_URL', 'OCTROI_SANDBOX_URL'] as const) {
    if (settings[name] !== undefined) continue
    throw new ConfigurationError(`${name} must be set when roles run apart: every role needs the public addresses.`)
  }
}

function isWitnessKey(text: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}

function checkDemo(settings: Settings): void {
  if (settings.OCTROI_DEMO_ANYWHERE) return
  if (settings.OCTROI_HOST !== undefined && !isLoopback(settings.OCTROI_HOST)) {
    throw new ConfigurationError(
      'OCTROI_PROFILE=demo has documented accounts and refuses the non-loopback OCTROI_HOST ' +
        `${settings.OCTROI_HOST}; set OCTROI_DEMO_ANYWHERE=true if that is what you want.`,
    )
  }
  if (settings.DATABASE_URL !== undefined) {
    throw new ConfigurationError(
      'OCTROI_PROFILE=demo would fill the database of DATABASE_URL with demonstration data; ' +
        'set OCTROI_DEMO_ANYWHERE=true if that is what you want, or OCTROI_PROFILE=production.',
    )
  }
}

function checkProduction(settings: Settings): void {
  for (const name of ['OCTROI_PUBLIC_URL', 'OCTROI_GATEWAY_URL', 'OCTROI_SANDBOX_URL'] as const) {
    const url = settings[name]
    if (url?.startsWith('http://') && !isLoopback(new URL(url).hostname.replaceAll(/[[\]]/g, ''))) {
      throw new ConfigurationError(`${name} must begin with https:// in production.`)
    }
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

function isRange(range: string): boolean {
  const [address = '', bits, ...rest] = range.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** Only control is given the address of the mail server: for the other roles there is nothing to contradict. */
export function checkMail(settings: Settings): void {
  if ((settings.OCTROI_SMTP_URL === undefined) !== (settings.OCTROI_MAIL_FROM === undefined)) {
    throw new ConfigurationError('OCTROI_SMTP_URL and OCTROI_MAIL_FROM go together: set both or neither.')
  }
}
