import type { LoginChoice, LoginChoices } from '#core/persons/login-choices.ts'
import type { PivotIdentity } from '#core/persons/pivot-identity.ts'
import type { Clock } from '#core/ports/clock.ts'
import { contactOf } from '#sandbox-data/generator/contact-of.ts'
import { createHashedRandom } from '#sandbox-data/generator/hashed-random.ts'
import type { Persona, PersonaMember } from '#sandbox-data/generator/persona.ts'
import { readPersonas } from '#sandbox-data/generator/read-personas.ts'

const majority = 18

/** The documented personas who could have a FranceConnect account: of age today, and alive. */
export function createPersonaChoices(clock: Clock): LoginChoices {
  const random = createHashedRandom('persona')
  const everybody = readPersonas().flatMap((persona) =>
    [...persona.adults, ...persona.children].map((member) => {
      const { email } = contactOf(`persona.${persona.id}.${member.id}`, random)
      return { member, choice: choiceOf(persona, member, email) }
    }),
  )
  const isEligible = ({ died, birth }: PersonaMember): boolean => {
    const today = new Date(clock.now()).toISOString().slice(0, 10)
    if (died !== null && died <= today.slice(0, 7)) return false
    const year = Number(birth.date.slice(0, 4)) + majority
    return `${year}${birth.date.slice(4)}` <= today
  }
  const list = () => everybody.filter(({ member }) => isEligible(member)).map(({ choice }) => choice)
  return { list, find: (id) => list().find((choice) => choice.id === id) ?? null }
}

function choiceOf(persona: Persona, member: PersonaMember, email: string): LoginChoice {
  const { birth, first_names: names, usage_name: usage } = member
  const identity: PivotIdentity = {
    given_name: names.join(' '),
    given_name_array: names,
    family_name: member.birth_name,
    birthdate: birth.date,
    gender: member.sex === 'F' ? 'female' : 'male',
    birthplace: birth.commune ?? '',
    birthcountry: birth.country,
    ...(usage === null ? {} : { preferred_username: usage }),
  }
  return { id: `${persona.id}.${member.id}`, title: persona.title, identity, email }
}
