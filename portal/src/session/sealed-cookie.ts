import { EncryptJWT, jwtDecrypt } from 'jose'

/** 32 bytes for A256GCM, from bytes or base64url text. */
function keyBytes(key: Uint8Array | string): Uint8Array {
  return typeof key === 'string' ? new Uint8Array(Buffer.from(key, 'base64url')) : new Uint8Array(key)
}

/**
 * Seals a value for one purpose and a number of seconds. Only this portal can read or change it: the
 * purpose is authenticated, so one cookie cannot be passed off as another.
 */
export function seal(value: unknown, purpose: string, seconds: number, key: Uint8Array | string): Promise<string> {
  return new EncryptJWT({ v: value })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(purpose)
    .setIssuedAt()
    .setExpirationTime(`${seconds} s`)
    .encrypt(keyBytes(key))
}

/** The sealed value, or null when it is absent, altered, expired or sealed for something else. */
export async function unseal<T>(
  text: string | undefined,
  purpose: string,
  key: Uint8Array | string,
): Promise<T | null> {
  if (text === undefined || text === '') return null
  try {
    const { payload } = await jwtDecrypt(text, keyBytes(key), {
      audience: purpose,
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return payload['v'] as T
  } catch {
    return null
  }
}
