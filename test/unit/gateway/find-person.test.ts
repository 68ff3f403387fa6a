import assert from 'node:assert/strict'
import test from 'node:test'
import { Unavailable } from '#core/errors.ts'
import type { PersonToken } from '#core/persons/person-token.ts'
import { createFindPerson } from '#gateway/authentication/find-person.ts'
import { createFakeClock } from '#support/fake-clock.ts'

const identity = {
  given_name: 'ZOE',
  given_name_array: ['ZOE'],
  family_name: 'EXEMPLAIRE',
  birthdate: '1990-01-01',
  gender: 'female',
  birthplace: '',
  birthcountry: '99243',
} as const

function world(answer: () => PersonToken | null | Promise<never>) {
  const clock = createFakeClock()
  const failures: unknown[] = []
  let asked = 0
  const find = createFindPerson(
    async () => {
      asked += 1
      return answer()
    },
    clock,
    (error) => failures.push(error),
  )
  return { clock, failures, asked: () => asked, find: (token = 'token') => find(token, '192.0.2.1') }
}

const tokenUntil = (ms: number): PersonToken => ({
  audience: 'client',
  subject: 'subject',
  scopes: [],
  expiresAt: Math.floor(ms / 1000),
  identity,
})

test('an answer is believed for half a minute, then asked for again', async () => {
  const end = Date.now() + 600_000
  const { clock, asked, find } = world(() => tokenUntil(end))
  for (let times = 0; times < 3; times += 1) assert.equal(typeof (await find()), 'object')
  assert.equal(asked(), 1)
  clock.advance(31_000)
  await find()
  assert.equal(asked(), 2)
})

test('a token that was known is called expired once its time is over, without asking', async () => {
  const end = Date.now() + 10_000
  const { clock, asked, find } = world(() => tokenUntil(end))
  await find()
  clock.advance(11_000)
  assert.equal(await find(), 'expired')
  assert.equal(asked(), 1)
})

test('a token that the provider takes back is unknown at the next question', async () => {
  let isKnown = true
  const { clock, find } = world(() => (isKnown ? tokenUntil(Date.now() + 600_000) : null))
  assert.equal(typeof (await find()), 'object')
  isKnown = false
  clock.advance(31_000)
  assert.equal(await find(), 'unknown')
})

test('guesses run out of budget, and failures of the provider do not count', async () => {
  const { find, failures } = world(() => Promise.reject(new Unavailable({ problem: 'france-connect-unavailable' })))
  for (let times = 0; times < 150; times += 1) assert.equal(await find(`token-${times}`), 'unavailable')
  assert.equal(failures.length, 150)
  const guessed = world(() => null)
  const answers = await Promise.all(Array.from({ length: 101 }, (_, at) => guessed.find(`guess-${at}`)))
  assert.equal(answers.filter((answer) => answer === 'unknown').length, 100)
  assert.deepEqual(answers.at(-1), { waitSeconds: 1 })
})
