import { describe } from 'node:test'
import { openTestDatabase, testMachines } from '#support/open-test-database.ts'
import { organizationStoresContract } from './organization-stores.contract.ts'

for (const machine of testMachines)
  describe(`on ${machine}`, () => organizationStoresContract(() => openTestDatabase(machine)))
