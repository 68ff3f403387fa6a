import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatePopulation } from './generator/generate-population.ts'
import { goldenAnswers } from './golden-answers.ts'
import { goldenHash } from './golden-hash.ts'
import { populationVersion } from './open-populations.ts'
import { monthOf } from './rules/month.ts'

/** `node sandbox-data/renew-golden.cli.ts`, after a change on purpose and a new `populationVersion`. */
const file = join(import.meta.dirname, 'golden.json')
const golden = JSON.parse(readFileSync(file, 'utf8'))
const population = generatePopulation({ size: golden.size, seed: golden.seed, version: populationVersion })
const renewed = {
  ...golden,
  version: populationVersion,
  population_sha256: goldenHash(population),
  answers_sha256: goldenHash(goldenAnswers(population, monthOf(golden.month))),
}
writeFileSync(file, `${JSON.stringify(renewed, null, 2)}\n`)
console.log(
  renewed.population_sha256 === golden.population_sha256 ? 'The population is unchanged.' : 'The population moved.',
)
