import { isDictionary } from '#kit/dictionary.ts'

/** A JWS in compact form, read strictly and not verified. */
export interface CompactJws {
  readonly header: Readonly<Record<string, unknown>>
  readonly payload: Readonly<Record<string, unknown>>
  readonly signature: Buffer
  /** The bytes that the signature covers. */
  readonly signed: Buffer
}

const compactForm = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

/** Null unless every part is the one canonical base64url form of its bytes, and header and payload are JSON objects. */
export function readCompactJws(text: string): CompactJws | null {
  if (!compactForm.test(text)) return null
  const [headerPart = '', payloadPart = '', signaturePart = ''] = text.split('.')
  const header = decodePart(headerPart)
  const payload = decodePart(payloadPart)
  const signature = decodeStrictly(signaturePart)
  if (!header || !payload || !signature) return null
  return { header, payload, signature, signed: Buffer.from(`${headerPart}.${payloadPart}`, 'latin1') }
}

/** The media type a `typ` header names, in its short form (RFC 7515 section 4.1.9); empty when it names none. */
export function typeOf(header: Readonly<Record<string, unknown>>): string {
  return typeof header.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : ''
}

function decodePart(part: string): Readonly<Record<string, unknown>> | null {
  const bytes = decodeStrictly(part)
  if (!bytes) return null
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return isDictionary(value) ? value : null
  } catch {
    return null
  }
}

function decodeStrictly(part: string): Buffer | null {
  const bytes = Buffer.from(part, 'base64url')
  return bytes.toString('base64url') === part ? bytes : null
}
