import { describe } from 'node:test'
import { openTestDatabase, testMachines } from '#support/open-test-database.ts'
import { applicationStoresContract } from './application-stores.contract.ts'

for (const machine of testMachines)
  describe(`on ${machine}`, () => applicationStoresContract(() => openTestDatabase(machine)))
