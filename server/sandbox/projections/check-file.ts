import { hasFileAt } from '#sandbox-data/rules/has-file-at.ts'
import { providerNameOf } from '../providers.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Subject } from './projection.ts'

/** Null when the person is a recipient (or their partner) of a file at the family fund; children are not. */
export function checkFile({ person, household, month, providerCode }: Subject): Refusal | null {
  if (person.role === 'adult' && hasFileAt(household, month)) return null
  const rule = person.role === 'child' ? 'not-a-recipient' : 'no-file'
  return noFile(providerCode, rule, "La personne est identifiée, mais la caisse n'a pas de dossier à son nom.")
}

/** Refusal of the third level: the person is known, the fund has nothing to answer. */
export function noFile(providerCode: string, rule: string, detail: string): Refusal {
  return refuse('fund', 404, `${providerCode}003`, rule, detail, providerNameOf(providerCode))
}
