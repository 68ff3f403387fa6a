import { hkdfSync } from 'node:crypto'
import type { DataProvider } from '#authorization-server/france-connect/answer-check-token.ts'

/**
 * What the sandbox's gateway proves itself with at the sandbox's identity provider. Both enrolled with the same token, so
 * both know it and nobody has to store it.
 */
export function deriveDataProvider(enrolmentToken: string): DataProvider {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', enrolmentToken, '', purpose, 32))
  return {
    clientId: 'octroi-sandbox-gateway',
    secret: derive('octroi sandbox data provider secret 1').toString('base64url'),
    answerKey: derive('octroi sandbox data provider answers 1'),
  }
}
