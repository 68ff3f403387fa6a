import type { ApiDescriptor, OperationDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { Persona } from '#sandbox-data/generator/persona.ts'
import type { Household, Person } from '#sandbox-data/population.ts'
import { ageAt } from '#sandbox-data/rules/age-at.ts'
import { isAlive } from '#sandbox-data/rules/household-at.ts'
import { firstDayOf, monthOf } from '#sandbox-data/rules/month.ts'
import type { Inputs } from '../control/inputs.ts'
import type { Reply } from '../reply.ts'
import { presentHousehold } from '../worlds/present-household.ts'
import { type CallContext, callsAbout, civilStatusOf, inputsOfCall } from './library-calls.ts'

/** What the sandbox answers to an operation on a day; null for one it does not serve. */
export type AnswerCall = (operationId: string, inputs: Inputs, day: string) => Reply | null

export interface PersonaContext extends CallContext {
  readonly descriptors: readonly ApiDescriptor[]
  readonly answerCall: AnswerCall
}

/** A persona in a list. */
export function summarisePersona({ id, title, story, reserved, fund }: Persona, household: Household) {
  const persons = household.persons.map(({ id, nir, first_names, birth_name, role }) => ({
    id,
    nir,
    first_names,
    birth_name,
    role,
  }))
  return { slug: id, title, story, is_reserved: reserved, fund, persons }
}

/**
 * Everything a developer needs to ask about the household of a persona: who they are, what to send to each
 * API, and the whole answer on the documented day.
 */
export function describePersona(persona: Persona, household: Household, context: PersonaContext) {
  const personOf = (name: string) => household.persons.find(({ id }) => id.endsWith(`.${name}`))
  const presented = presentHousehold(household)
  return {
    ...summarisePersona(persona, household),
    day: context.day,
    address: household.address,
    is_address_protected: household.is_address_protected,
    quotient: household.stated_quotient,
    persons: household.persons.map((person, at) => ({
      ...presented.persons[at],
      lieuNaissance: person.birthplace,
      telephone: person.phone,
      courriel: person.email,
      mois_deces: person.died === null ? null : firstDayOf(person.died).slice(0, 7),
      noms_precedents: person.former_birth_names,
      calls: answered(operationsOf(context.descriptors, mayLogIn(person, context.day)), person, context),
    })),
    variations: persona.expected.flatMap(({ person, operation, change, status }) => {
      const subject = personOf(person)
      const found = operationsOf(context.descriptors, false).filter(({ 1: one }) => one.operation_id === operation)
      if (Object.keys(change).length === 0 || !subject) return []
      return answered(found, subject, context, change).map((call) => ({
        person: subject.id,
        change,
        expected: status,
        ...call,
      }))
    }),
  }
}

type Served = readonly [ApiDescriptor, OperationDescriptor]

/** The login page offers living adults. */
function mayLogIn(person: Person, day: string): boolean {
  const month = monthOf(day)
  return ageAt(person, month) >= 18 && isAlive(person, month)
}

const takesPerson = ({ authentication }: OperationDescriptor) => authentication.includes('france_connect')

/** Operations that an application calls with its own token, and with `persons` those it calls with a person's. */
function operationsOf(descriptors: readonly ApiDescriptor[], persons: boolean): Served[] {
  return descriptors.flatMap((descriptor) =>
    descriptor.operations
      .filter((operation) => operation.authentication.includes('oauth') || (persons && takesPerson(operation)))
      .map((operation) => [descriptor, operation] as const),
  )
}

function answered(
  operations: readonly Served[],
  person: Person,
  context: PersonaContext,
  change?: Parameters<typeof callsAbout>[4],
) {
  return operations.flatMap(([descriptor, operation]) =>
    callsAbout(descriptor, operation, person, context, change).flatMap((call) => {
      const token = takesPerson(operation) ? ('person' as const) : ('application' as const)
      const inputs = inputsOfCall(call)
      const stated = token === 'person' ? new Map([...inputs, ...civilStatusOf(person, context)]) : inputs
      const reply = context.answerCall(operation.operation_id, stated, context.day)
      if (reply === null) return []
      const { status, body } = reply
      return [
        {
          ...call,
          token,
          scopes: operation.scopes,
          title: descriptor.title,
          summary: operation.summary,
          twin_of: operation.twin_of,
          answer: { status, body },
        },
      ]
    }),
  )
}
