import type { PersonaMember } from '../../api/sandbox-library.ts'
import type { Translate } from '../../i18n/translate.ts'

/** What names a person, by the name each interface gives it. */
export function identityRows(person: PersonaMember, t: Translate): { label: string; name: string; value: string }[] {
  const rows: readonly (readonly [label: string, name: string, value: string | number | null])[] = [
    [t('persona.birth-name'), 'nomNaissance', person.nomNaissance],
    [t('persona.usage-name'), 'nomUsage', person.nomUsage],
    [t('persona.first-names'), 'prenoms', person.prenoms.join(', ')],
    [t('persona.sex'), 'sexeEtatCivil', person.sexeEtatCivil],
    [t('persona.birth-year'), 'anneeDateNaissance', person.anneeDateNaissance],
    [t('persona.birth-month'), 'moisDateNaissance', person.moisDateNaissance],
    [t('persona.birth-day'), 'jourDateNaissance', person.jourDateNaissance],
    [t('persona.birth-country'), 'codeCogInseePaysNaissance', person.codeCogInseePaysNaissance],
    [t('persona.birth-commune'), 'codeCogInseeCommuneNaissance', person.codeCogInseeCommuneNaissance],
    [t('persona.nir'), 'nir', person.nir],
    [t('persona.ine'), 'ine', person.ine],
    [t('persona.login'), 'identifiant', person.identifiant],
  ]
  return rows.flatMap(([label, name, value]) => (value === null ? [] : [{ label, name, value: String(value) }]))
}
