import type { OperationDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { Person } from '#sandbox-data/population.ts'
import { type CivilStatus, civilStatusOfPerson } from './civil-status-query.ts'

const bare = (name: string) => name.replace(/\[\]$/, '')

/**
 * The parameters that designate a person for an operation: civil status, student number or login, and for a school
 * the current year and where to search. `change` replaces some, null leaves one out.
 */
export function demandAbout(operation: OperationDescriptor, person: Person, change: CivilStatus = {}): CivilStatus {
  const declared = new Set(operation.parameters.map(({ name }) => name))
  const all: CivilStatus = {
    ...civilStatusOfPerson(person),
    ine: person.ine,
    identifiant: person.login,
    degreEtablissement: '2D',
    'codesBcnRegions[]': ['84'],
    anneeScolaire: '2026-2027',
  }
  const own = Object.entries(all).filter(([name]) => declared.has(bare(name)))
  return { ...Object.fromEntries(own), ...change }
}
