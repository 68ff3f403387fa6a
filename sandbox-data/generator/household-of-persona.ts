import type { Household, Person } from '../population.ts'
import { monthOf } from '../rules/month.ts'
import { assignNir } from './assign-nir.ts'
import { birthplaceOf } from './birthplace-of.ts'
import { contactOf } from './contact-of.ts'
import { createHashedRandom } from './hashed-random.ts'
import { loginOf } from './login-of.ts'
import type { Persona, PersonaMember } from './persona.ts'
import type { Places } from './places.ts'
import { studentNumber } from './student-number.ts'

/** Personas keep their identity and rights whatever the population's version and seed. */
const random = createHashedRandom('persona')

/** A persona's file as a household of the population. */
export function householdOfPersona(persona: Persona, places: Places, taken: Set<string>): Household {
  const member = (role: Person['role']) => (each: PersonaMember) => personOf(persona, role, each, places, taken)
  return {
    id: `persona.${persona.id}`,
    fund: persona.fund,
    former_fund:
      persona.former_fund === null
        ? null
        : { fund: persona.former_fund.fund, until: monthOf(persona.former_fund.until) },
    guardian: persona.guardian,
    is_couple: persona.adults.length === 2,
    persons: [...persona.adults.map(member('adult')), ...persona.children.map(member('child'))],
    address: persona.address,
    is_address_protected: persona.is_address_protected,
    dwelling: persona.dwelling,
    has_declared_income: persona.has_declared_income,
    has_housing_benefit: persona.has_housing_benefit,
    receives_child_support_allowance: persona.receives_child_support_allowance,
    takes_up: {
      rsa: persona.takes_up,
      work_supplement: persona.takes_up,
      free_health_cover: persona.takes_up,
      paid_health_cover: persona.takes_up,
      old_age_minimum: persona.takes_up,
    },
    health_cover_month: 0,
    review_phase: 0,
    stated_quotient: persona.quotient_familial,
    persona: persona.id,
    is_reserved: persona.reserved,
  }
}

function personOf(
  persona: Persona,
  role: Person['role'],
  member: PersonaMember,
  places: Places,
  taken: Set<string>,
): Person {
  const [year, month, day] = member.birth.date.split('-').map(Number) as [number, number, number]
  const wanted = {
    year,
    month: month === 0 ? null : month,
    day: month === 0 || day === 0 ? null : day,
    country: member.birth.country,
    commune: member.birth.commune,
  }
  const service = member.civic_service
  const entity = `persona.${persona.id}.${member.id}`
  const kind = member.is_provisional ? 'provisional' : 'certified'
  const { nir } = assignNir(entity, member.sex, wanted, random, refuseToMove(entity), taken, kind)
  const former_nirs = member.former_numbers.map(({ month: of, commune, state }) => {
    const before = { ...wanted, month: of, commune }
    return { nir: assignNir(entity, member.sex, before, random, refuseToMove(entity), taken).nir, state }
  })
  const leave = member.sick_leave
  return {
    id: entity,
    household: `persona.${persona.id}`,
    role,
    nir,
    is_provisional: member.is_provisional,
    birth_name: member.birth_name,
    usage_name: member.usage_name,
    first_names: member.first_names,
    sex: member.sex,
    former_birth_names: member.former_birth_names,
    birth: wanted,
    birthplace: birthplaceOf(wanted, places),
    died: member.died === null ? null : monthOf(member.died),
    ine: studentNumber(entity, random, taken),
    studies: member.studies,
    civic_service:
      service === null ? null : { from: monthOf(service.from), until: monthOf(service.until), host: service.host },
    login: loginOf(entity, member.first_names[0] ?? '', member.birth_name, random, taken),
    income: { kind: 'stated', situations: member.situations },
    disabled_since: member.disabled_since === null ? null : monthOf(member.disabled_since),
    insured: member.insured,
    particulars: {
      second_job_part: member.second_job_part,
      sick_leave: leave === null ? null : { from: monthOf(leave.from), until: monthOf(leave.until), days: leave.days },
      misdeclared_in: member.misdeclared_in === null ? null : monthOf(member.misdeclared_in),
      former_nirs,
    },
    ...contactOf(entity, random),
  }
}

function refuseToMove(entity: string) {
  return (): never => {
    throw new Error(`${entity}: another persona has the same sex, month and place of birth`)
  }
}
