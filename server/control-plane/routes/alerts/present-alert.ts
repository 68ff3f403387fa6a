import type { Alert } from '#core/detection/alert.ts'

export function presentAlert({ fingerprint: _, beneficiary_id: _beneficiary, ...alert }: Alert) {
  return alert
}
