import type { Month } from '#sandbox-data/population.ts'
import { academicYearOf } from '#sandbox-data/rules/month.ts'
import { schoolAt } from '#sandbox-data/rules/school-at.ts'
import { schoolScholarshipAt } from '#sandbox-data/rules/school-scholarship-at.ts'
import type { Inputs } from '../control/inputs.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { birthDateOf } from './birth-date-of.ts'
import { noFile } from './check-file.ts'
import type { Projection } from './projection.ts'

/** A pupil's enrolment in a school year: school, level, status and scholarship (MEN). */
export const schoolEnrolment: Projection = {
  designation: 'education',
  control: (inputs, month) => checkSchoolYear(inputs, month) ?? checkEstablishment(inputs),
  project({ person, household, month, inputs, providerCode }) {
    const year = schoolYearOf(inputs) ?? academicYearOf(month)
    const school = schoolAt(person, household, year)
    const asked = one(inputs, 'codeEtablissement').toUpperCase()
    if (!school)
      return noFile(providerCode, 'not-a-pupil', "La personne est identifiée, mais n'est pas élève cette année.")
    if (asked !== '' && asked !== school.uai) {
      return noFile(providerCode, 'another-school', "L'élève est identifié, mais inscrit dans un autre établissement.")
    }
    const degree = one(inputs, 'degreEtablissement')
    if (degree !== '' && degree !== (school.cycle === 'ecole' ? '1D' : '2D')) {
      return noFile(providerCode, 'another-degree', "L'élève est identifié, mais inscrit dans l'autre degré.")
    }
    const echelon = schoolScholarshipAt(person, household, year)
    const data = {
      identite: {
        nom: person.birth_name,
        prenom: person.first_names[0],
        sexe: person.sex,
        date_naissance: birthDateOf(person.birth),
      },
      module_elementaire_formation: { code_mef_stat: school.mef, libelle: school.label },
      etablissement: { code_uai: school.uai, code_ministere_tutelle: '06' },
      annee_scolaire: `${year}-${year + 1}`,
      est_scolarise: true,
      statut_eleve: { code: 'ST', libelle: 'SCOLAIRE' },
      est_boursier: echelon !== null,
      echelon_bourse: echelon,
    }
    return { kind: 'projected', data, rule: echelon === null ? 'pupil' : `pupil-scholarship-${echelon}` }
  },
}

const one = (inputs: Inputs, name: string) => inputs.get(name)?.[0]?.trim() ?? ''

/** `2026` and `2026-2027` are the same year. */
function schoolYearOf(inputs: Inputs): number | null {
  const given = one(inputs, 'anneeScolaire')
  return given === '' ? null : Number(given.slice(0, 4))
}

function checkSchoolYear(inputs: Inputs, month: Month): Refusal | null {
  const given = one(inputs, 'anneeScolaire')
  const year = schoolYearOf(inputs)
  const [, first, second] = /^(\d{4})(?:-(\d{4}))?$/.exec(given) ?? []
  const isOne = first !== undefined && (second === undefined || Number(second) === Number(first) + 1)
  if (year === null || (isOne && year <= academicYearOf(month))) return null
  const detail = "L'année scolaire s'écrit 2026-2027 et a commencé."
  return refuse('control', 422, '00366', 'school-year', detail, 'Octroi', 'anneeScolaire')
}

/** An establishment, or a degree with the départements or regions to search. */
function checkEstablishment(inputs: Inputs): Refusal | null {
  if (one(inputs, 'codeEtablissement') !== '') return null
  const hasArea = inputs.has('codesBcnDepartements') || inputs.has('codesBcnRegions')
  if (one(inputs, 'degreEtablissement') !== '' && hasArea) return null
  const detail = "Donnez l'établissement, ou le degré avec des départements ou des régions."
  return refuse('control', 422, '00366', 'establishment', detail, 'Octroi', 'codeEtablissement')
}
