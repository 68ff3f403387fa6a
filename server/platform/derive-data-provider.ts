import { hkdfSync } from 'node:crypto'
import type { DataProvider } from '#authorization-server/france-connect/answer-check-token.ts'

/** 32 bytes that every node of the installation can make, each purpose its own. */
export function deriveSecret(enrolmentToken: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', enrolmentToken, '', purpose, 32))
}

/**
 * What the sandbox's gateway proves itself with at the sandbox's identity provider. Both enrolled with the same token, so
 * both know it and nobody has to store it.
 */
export function deriveDataProvider(enrolmentToken: string): DataProvider {
  return {
    clientId: 'octroi-sandbox-gateway',
    secret: deriveSecret(enrolmentToken, 'octroi sandbox data provider secret 1').toString('base64url'),
    answerKey: deriveSecret(enrolmentToken, 'octroi sandbox data provider answers 1'),
  }
}

/** The portal as a client of the sandbox's identity provider: where people log in to read what concerns them. */
export function portalPersonClient(enrolmentToken: string): { readonly clientId: string; readonly secret: string } {
  return {
    clientId: 'octroi-portal',
    secret: deriveSecret(enrolmentToken, 'octroi portal person login secret 1').toString('base64url'),
  }
}
