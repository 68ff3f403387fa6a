import { academicYearOf } from '#sandbox-data/rules/month.ts'
import { studiesAt } from '#sandbox-data/rules/studies-at.ts'
import { birthDateOf } from './birth-date-of.ts'
import { noFile } from './check-file.ts'
import { establishmentOf } from './establishment-of.ts'
import type { Designation, Projection } from './projection.ts'

/** Labels of the regimes of training, in the order of their codes RF1 to RF7. */
const regimes: readonly string[] = [
  'formation initiale',
  'formation initiale hors apprentissage',
  "reprise d'études non financée sans convention",
  "contrat d'apprentissage",
  'formation continue',
  'formation continue hors contrat professionnel',
  'contrat de professionnalisation',
]

/** Enrolments in higher education since the current or the last academic year (MESRI). */
export function studentStatus(designation: Designation): Projection {
  return {
    designation,
    project({ person, month, today, providerCode }) {
      const studies = studiesAt(person, month) ?? studiesAt(person, month - 12)
      if (!studies) {
        return noFile(providerCode, 'not-a-student', "La personne est identifiée, mais n'est inscrite nulle part.")
      }
      const { uai, name, commune } = establishmentOf(studies.establishment)
      const latest = Math.min(academicYearOf(month), studies.last_year)
      const years = [latest, latest - 1].filter((year) => year >= studies.first_year)
      const admissions = years.map((year) => ({
        date_debut: `${year}-09-01`,
        date_fin: `${year + 1}-08-31`,
        est_inscrit: `${year + 1}-08-31` >= today,
        regime_formation: { libelle: regimes[studies.regime - 1], code: `RF${studies.regime}` },
        code_cog_insee_commune: commune,
        etablissement_etudes: { uai, nom: name },
      }))
      const identite = {
        nom_naissance: person.birth_name,
        prenom: person.first_names[0],
        date_naissance: birthDateOf(person.birth),
      }
      const isEnrolled = admissions.some(({ est_inscrit }) => est_inscrit)
      return { kind: 'projected', data: { identite, admissions }, rule: isEnrolled ? 'student' : 'student-before' }
    },
  }
}
