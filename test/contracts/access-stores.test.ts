import { describe } from 'node:test'
import { testMachines } from '#support/open-test-database.ts'
import { testAccessStores } from './access-stores.contract.ts'

for (const machine of testMachines) describe(machine, () => testAccessStores(machine))
