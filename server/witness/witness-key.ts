import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { writeDurably } from '#kit/write-durably.ts'

/** The witness's own key, made the first time and kept in a file only its owner reads. */
export async function openWitnessKey(path: string): Promise<KeyObject> {
  const pem = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (pem !== null) return createPrivateKey(pem)
  const { privateKey } = generateKeyPairSync('ed25519')
  await writeDurably(path, Buffer.from(privateKey.export({ format: 'pem', type: 'pkcs8' })))
  return privateKey
}
