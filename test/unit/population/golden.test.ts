import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { generatePopulation } from '#sandbox-data/generator/generate-population.ts'
import { goldenAnswers } from '#sandbox-data/golden-answers.ts'
import { goldenHash } from '#sandbox-data/golden-hash.ts'
import { populationVersion } from '#sandbox-data/open-populations.ts'
import { monthOf } from '#sandbox-data/rules/month.ts'

const file = join(import.meta.dirname, '../../../sandbox-data/golden.json')
const golden = JSON.parse(readFileSync(file, 'utf8'))
const population = generatePopulation({ size: golden.size, seed: golden.seed, version: golden.version })

test('the golden hash is of the present version of the population', () => {
  assert.equal(golden.version, populationVersion)
})

test('the population is byte for byte the one of the golden hash', () => {
  assert.equal(goldenHash(population), golden.population_sha256)
})

test('the rules answer for the golden month byte for byte what they answered', () => {
  assert.equal(goldenHash(goldenAnswers(population, monthOf(golden.month))), golden.answers_sha256)
})

test('the same request gives the same population, another seed another one', () => {
  const again = generatePopulation({ size: golden.size, seed: golden.seed, version: golden.version })
  assert.deepEqual(again, population)
  const other = generatePopulation({ size: golden.size, seed: 'another', version: golden.version })
  assert.notEqual(goldenHash(other), golden.population_sha256)
})

test('a larger population begins with the smaller one', () => {
  const larger = generatePopulation({ size: golden.size * 2, seed: golden.seed, version: golden.version })
  assert.deepEqual(larger.households.slice(0, population.households.length), population.households)
})
