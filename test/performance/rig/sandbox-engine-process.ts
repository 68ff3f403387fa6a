import { writeFileSync } from 'node:fs'
import { populationSizes } from '#sandbox-data/open-populations.ts'
import { civilStatusOfPerson, civilStatusQuery } from '#support/civil-status-query.ts'
import { startSandbox } from '#support/start-sandbox.ts'

/** The sandbox engine with a population of the size asked. Writes what to ask, then prints its address and what starting took. */
const [size = 'M', demandsFile = ''] = process.argv.slice(2) as [keyof typeof populationSizes, string]
const startedAt = performance.now()
const sandbox = await startSandbox(undefined, undefined, populationSizes[size])
const startMs = performance.now() - startedAt
const { persons } = sandbox.populations.sandbox
const apis = [
  ['quotient-familial', 'quotient_familial'],
  ['complementaire-sante-solidaire', 'complementaire_sante_solidaire'],
  ['revenu-solidarite-active', 'revenu_solidarite_active'],
  ['prime-activite', 'prime_activite'],
  ['allocation-adulte-handicape', 'allocation_adulte_handicape'],
] as const
const mostDemands = 5000
const step = Math.max(1, Math.floor(persons.length / mostDemands))
const asked = persons.filter((_, index) => index % step === 0)
const demands = asked.map((person, index) => {
  const [api, name] = apis[index % apis.length] ?? apis[0]
  return { api, path: `/v3/dss/${name}/identite?${civilStatusQuery(civilStatusOfPerson(person))}` }
})
writeFileSync(demandsFile, JSON.stringify(demands))
console.log(JSON.stringify({ url: sandbox.engine, startMs, persons: persons.length }))
