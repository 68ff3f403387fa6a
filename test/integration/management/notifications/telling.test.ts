import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { makeMails } from '#core/notifications/make-mails.ts'
import { sendMails } from '#core/notifications/send-mails.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { approveAccess } from '#support/request-access.ts'

const minute = 60_000

let world: AccessWorld
beforeEach(async () => {
  world = await openAccessWorld()
  await makeMails(world.deps)
})
afterEach(() => world[Symbol.asyncDispose]())

interface Told {
  readonly id: string
  readonly type: string
  readonly is_read: boolean
  readonly place: string
}

async function toldTo(name: 'olga' | 'carl' | 'rita'): Promise<Told[]> {
  return (await world.as[name].get('/me/notifications')).json.items
}

async function mails(): Promise<{ address: string; subject: string; body: string; state: string; attempts: number }[]> {
  return (await world.as.ada.get('/mails?page_size=200')).json.items
}

async function pass(): Promise<void> {
  world.clock.advance(minute)
  await makeMails(world.deps)
}

test('a requester is told what others decided, a decider what waits, a stranger nothing', async () => {
  await approveAccess(world)
  const toOlga = await toldTo('olga')
  assert.deepEqual(
    toOlga.map(({ type }) => type),
    ['access_request.approved'],
  )
  assert.match(toOlga[0]!.place, /^requests\//)
  assert.deepEqual(
    (await toldTo('carl')).map(({ type }) => type),
    ['access_request.submitted'],
  )
  assert.deepEqual(await toldTo('rita'), [])
})

test('what is marked as read stays read, and what comes after is new', async () => {
  await approveAccess(world)
  const [first] = await toldTo('olga')
  assert.equal(first?.is_read, false)
  await world.as.olga.put('/me/notifications/read', { until: first!.id })
  await approveAccess(world)
  assert.deepEqual(
    (await toldTo('olga')).map(({ is_read }) => is_read),
    [false, true],
  )
})

test('a muted topic is neither shown nor sent', async () => {
  await world.as.olga.put('/me/notification-settings', { email: true, muted_topics: ['requests'] })
  await approveAccess(world)
  await pass()
  assert.deepEqual(await toldTo('olga'), [])
  assert.ok((await mails()).every(({ address }) => address !== 'olga@example.test'))
})

test('each event is one message for each person, whoever runs how often, without names or data', async () => {
  await approveAccess(world)
  world.clock.advance(minute)
  await Promise.all([makeMails(world.deps), makeMails(world.deps)])
  await makeMails(world.deps)
  const toOlga = (await mails()).filter(({ address }) => address === 'olga@example.test')
  assert.deepEqual(
    toOlga.map(({ subject }) => subject),
    ['[Octroi] Demande approuvée'],
  )
  assert.match(toOlga[0]!.body, /http:\/\/portal\.test\/fr\/requests\//)
  for (const { body } of await mails()) assert.ok(!/carl|odile|Dominique|quotient/.test(body), body)
})

test('whoever wants no e-mail gets none, and still reads the list', async () => {
  await world.as.olga.put('/me/notification-settings', { email: false, muted_topics: [] })
  await approveAccess(world)
  await pass()
  assert.ok((await mails()).every(({ address }) => address !== 'olga@example.test'))
  assert.equal((await toldTo('olga')).length, 1)
})

test('a message is sent once; one the server refuses is tried again later and given up in the end', async () => {
  await approveAccess(world)
  await pass()
  const waiting = (await mails()).length
  assert.ok(waiting > 1)
  const sentTo: string[] = []
  let isDown = true
  const mailSender = {
    async send({ to }: { to: string }) {
      if (isDown || to.startsWith('carl')) throw new Error('421 try again')
      sentTo.push(to)
    },
  }
  assert.equal((await sendMails({ ...world.deps, mailSender })).failed, waiting)
  assert.equal((await sendMails({ ...world.deps, mailSender })).failed, 0, 'not at once')
  isDown = false
  world.clock.advance(2 * minute)
  const both = await Promise.all([1, 2].map(() => sendMails({ ...world.deps, mailSender })))
  assert.equal(both[0]!.sent + both[1]!.sent, sentTo.length)
  assert.equal(new Set(sentTo).size, sentTo.length)
  for (let hours = 0; hours < 10; hours += 1) {
    world.clock.advance(60 * minute)
    await sendMails({ ...world.deps, mailSender })
  }
  const failed = (await mails()).filter(({ state }) => state === 'failed')
  assert.deepEqual(
    failed.map(({ address, attempts }) => [address, attempts]),
    [['carl@example.test', 8]],
  )
})
