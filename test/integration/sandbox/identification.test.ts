import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { askSandbox, sandboxPaths } from '#support/ask-sandbox.ts'
import { type CivilStatus, civilStatusOfPerson, civilStatusQuery } from '#support/civil-status-query.ts'
import { type SandboxUnderTest, startSandbox } from '#support/start-sandbox.ts'

/** One file of `identification-cases/`: what changes in a persona's own civil status, and the answer. */
interface IdentificationCase {
  readonly title: string
  readonly persona: string
  readonly person: string
  readonly api: keyof typeof sandboxPaths
  readonly change: CivilStatus
  readonly status: number
  readonly code?: string
  readonly stage?: string
  readonly rule?: string
}

const folder = join(import.meta.dirname, 'identification-cases')

let sandbox: SandboxUnderTest
before(async () => {
  sandbox = await startSandbox()
})
after(() => sandbox[Symbol.asyncDispose]())

for (const file of readdirSync(folder).sort()) {
  const expected: IdentificationCase = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  test(`${expected.title} (${file})`, async () => {
    const household = sandbox.populations.sandbox.households.find((each) => each.persona === expected.persona)
    const person = household?.persons.find((each) => each.id.endsWith(`.${expected.person}`))
    assert.ok(person)
    const query = civilStatusQuery(civilStatusOfPerson(person, expected.change))
    const reply = await askSandbox(`${sandbox.engine}${sandboxPaths[expected.api]}?${query}`)
    const error = reply.body.errors?.[0]
    assert.equal(reply.status, expected.status, JSON.stringify(reply.body))
    assert.equal(error?.code, expected.code)
    assert.equal(error?.meta.stage, expected.stage)
    const explained = reply.headers.get('x-sandbox-explain') ?? ''
    if (expected.rule) assert.match(explained, new RegExp(`rule=${expected.rule};`))
  })
}
