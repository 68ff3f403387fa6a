import assert from 'node:assert/strict'
import { createPublicKey, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { checkJwks } from '#core/credentials/check-jwks.ts'
import { InvalidInput } from '#core/errors.ts'
import { makeCertificate } from '#support/make-certificate.ts'

const mine = makeCertificate('client.test')
const other = makeCertificate('other.test')

const derOf = (pem: string) => new X509Certificate(pem).raw.toString('base64')

test('a key may come with its own certificate', { skip: !mine }, () => {
  const jwk = { ...createPublicKey(mine?.cert ?? '').export({ format: 'jwk' }), x5c: [derOf(mine?.cert ?? '')] }
  assert.deepEqual(checkJwks({ keys: [{ ...jwk, more: true }] }), { keys: [jwk] })
})

test('a certificate of another key, or what is none, is refused by its field', { skip: !mine || !other }, () => {
  const jwk = createPublicKey(mine?.cert ?? '').export({ format: 'jwk' })
  const der = derOf(mine?.cert ?? '')
  for (const x5c of [[derOf(other?.cert ?? '')], [], [der, der], ['AAAA'], [`${der}\n`], der, [1], [mine?.cert]]) {
    assert.throws(
      () => checkJwks({ keys: [{ ...jwk, x5c }] }),
      (error) => error instanceof InvalidInput && error.errors[0]?.field === '/jwks/keys/0/x5c',
    )
  }
})
