import type { Studies } from '#sandbox-data/population.ts'
import { academicYearOf } from '#sandbox-data/rules/month.ts'
import { scholarshipAt } from '#sandbox-data/rules/scholarship-at.ts'
import { studiesAt } from '#sandbox-data/rules/studies-at.ts'
import { birthDateOf } from './birth-date-of.ts'
import { noFile } from './check-file.ts'
import { establishmentOf } from './establishment-of.ts'
import type { Designation, Projected, Projection, Subject } from './projection.ts'

/** Payments run over ten months from September. */
const monthsPaid = 10

/** Whether a student holds a higher education grant on social criteria, and which echelon (CNOUS). */
export function scholarship(version: 'v3' | 'v4', designation: Designation): Projection {
  return {
    designation,
    project(subject) {
      const { person, household, month, providerCode } = subject
      const studies = studiesAt(person, month)
      const echelon = scholarshipAt(person, household, month)
      if (studies && echelon !== null) return answer(version, subject, studies, echelon)
      const rule = studies ? 'no-scholarship' : 'not-a-student'
      return noFile(providerCode, rule, "La personne est identifiée, mais n'a pas de dossier de bourse cette année.")
    },
  }
}

function answer(version: 'v3' | 'v4', { person, month, today }: Subject, studies: Studies, echelon: string): Projected {
  const isStruckOff = studies.struck_off_on !== null && studies.struck_off_on <= today
  const status =
    version === 'v3'
      ? { est_boursier: !isStruckOff }
      : {
          statut_boursier: {
            est_boursier: !isStruckOff,
            est_radie: isStruckOff,
            date_radiation: isStruckOff ? studies.struck_off_on : null,
          },
        }
  const { name, city } = establishmentOf(studies.establishment)
  const data = {
    ...status,
    identite: {
      nom: person.birth_name,
      prenoms: person.first_names,
      date_naissance: birthDateOf(person.birth),
      nom_commune_naissance: person.birthplace,
      sexe: person.sex,
    },
    email: person.email,
    periode_versement_bourse: { date_rentree: `${academicYearOf(month)}-09-01`, duree: monthsPaid },
    etablissement_etudes: { nom_commune: city, nom_etablissement: name },
    echelon_bourse: { echelon, echelon_bourse_regionale_provisoire: false },
  }
  return { kind: 'projected', data, rule: isStruckOff ? 'scholarship-struck-off' : `scholarship-${echelon}` }
}
