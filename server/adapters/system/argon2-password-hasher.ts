import { argon2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { PasswordHasher } from '#core/ports/password-hasher.ts'
import type { Random } from '#core/ports/random.ts'

const derive = promisify(argon2)

/** OWASP's second argon2id profile: 19 MiB, two passes, one lane (RFC 9106 names the parameters). */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const tagLength = 32
const shape = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]{16,86})\$([\w+/]{22,86})$/

interface Parameters {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

async function tagOf(password: string, nonce: Buffer, parameters: Parameters, length: number): Promise<Buffer> {
  return derive('argon2id', {
    message: Buffer.from(password.normalize('NFC')),
    nonce,
    tagLength: length,
    ...parameters,
  })
}

/** argon2id as built into Node, stored as PHC strings. */
export function createArgon2PasswordHasher(random: Random): PasswordHasher {
  async function hash(password: string): Promise<string> {
    const nonce = random.bytes(16)
    const tag = await tagOf(password, nonce, cost, tagLength)
    const { memory, passes, parallelism } = cost
    return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`
  }

  async function verify(stored: string | null, password: string): Promise<boolean> {
    const match = stored === null ? null : shape.exec(stored)
    if (match === null) {
      await tagOf(password, random.bytes(16), cost, tagLength)
      return false
    }
    const [, memory, passes, parallelism, nonce, tag] = match
    const expected = Buffer.from(tag ?? '', 'base64')
    const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
    const actual = await tagOf(password, Buffer.from(nonce ?? '', 'base64'), parameters, expected.length)
    return timingSafeEqual(actual, expected)
  }

  return { hash, verify }
}
