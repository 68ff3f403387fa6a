import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { draftAccess, submitAccess, vote } from '#support/request-access.ts'

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0, 255, 254, 10])])

describe('documents of a request', () => {
  let world: AccessWorld
  before(async () => {
    world = await openAccessWorld()
  })
  after(() => world[Symbol.asyncDispose]())

  const pathOf = async () => `/access-requests/${(await draftAccess(world)).id}/attachments`

  it('come back byte for byte, to be saved and never shown', async () => {
    const path = await pathOf()
    const name = "Délibération n’8 (l'été).pdf"
    const { json } = await world.as.olga.post(path, { name, content: base64(pdf) })
    assert.equal(json.sha256, createHash('sha256').update(pdf).digest('hex'))
    assert.equal(json.size_bytes, pdf.length)
    const answer = await world.as.olga.get(`${path}/${json.id}`)
    assert.equal(answer.headers['content-type'], 'application/pdf')
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.equal(answer.headers['content-length'], String(pdf.length))
    const [kind, file = ''] = (answer.headers['content-disposition'] ?? '').split("; filename*=UTF-8''")
    assert.equal(kind, 'attachment')
    assert.equal(decodeURIComponent(file), name)
    assert.match(file, /^[\w.%-]+$/)
  })

  const refused: readonly (readonly [what: string, rule: string, name: string, bytes: Uint8Array])[] = [
    ['a page of HTML called PDF', 'type', 'plan.pdf', Buffer.from('<!doctype html><script>1</script>')],
    ['a PDF called PNG', 'type', 'plan.png', pdf],
    ['a program', 'type', 'plan.exe', Buffer.from('MZ\u0090')],
    ['a name with a path', 'name', '../plan.pdf', pdf],
    ['a name that reads backwards', 'name', 'plan\u202Efdp.pdf', pdf],
    ['a name with a line break', 'name', 'plan\r\nx: y.pdf', pdf],
    ['more than 2 MiB', 'size', 'plan.pdf', Buffer.concat([pdf, Buffer.alloc(2 * 1024 * 1024)])],
  ]
  for (const [what, rule, name, bytes] of refused) {
    it(`${what} is refused by the rule ${rule}`, async () => {
      const answer = await world.as.olga.post(await pathOf(), { name, content: base64(bytes) })
      assert.equal(answer.status, 400, answer.text)
      assert.equal(answer.json.errors[0].rule, `document-${rule}`)
    })
  }

  it('must be base64, and fit the request; other operations keep their smaller limit', async () => {
    const path = await pathOf()
    const broken = await world.as.olga.post(path, { name: 'plan.pdf', content: `${base64(pdf)}*` })
    assert.equal(broken.json.errors[0].rule, 'base64')
    const large = Buffer.concat([pdf, Buffer.alloc(1024 * 1024)])
    assert.equal((await world.as.olga.post(path, { name: 'plan.pdf', content: base64(large) })).status, 201)
    const message = await world.as.olga.post(path.replace('attachments', 'messages'), { text: 'x'.repeat(300_000) })
    assert.equal(message.status, 413)
  })

  it('do not move while they are reviewed, and ten are the most', async () => {
    const path = await pathOf()
    const added: string[] = []
    for (let count = 0; count < 10; count += 1) {
      const answer = await world.as.olga.post(path, { name: `plan ${count}.pdf`, content: base64(pdf) })
      added.push(answer.json.id)
    }
    assert.equal((await world.as.olga.post(path, { name: 'eleven.pdf', content: base64(pdf) })).status, 409)
    const id = path.split('/')[2] ?? ''
    assert.equal((await submitAccess(world, id)).status, 200)
    assert.equal((await world.as.olga.delete(`${path}/${added[0]}`)).status, 409)
    assert.equal((await world.as.carl.get(`${path}/${added[0]}`)).status, 200, 'deciders read them')
    await vote(world, 'carl', id, { verdict: 'request_changes', motive: 'Une pièce de trop.' })
    assert.equal((await world.as.olga.delete(`${path}/${added[0]}`)).status, 204)
    assert.equal((await world.as.carl.get(path)).json.items.length, 9)
  })
})
