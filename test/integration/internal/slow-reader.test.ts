import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { eventually, openControlWorld, temporaryDirectory } from '#support/control-world.ts'
import { createFakeClock } from '#support/fake-clock.ts'
import { startNode } from '#support/gateway-node.ts'

test('a reader that takes nothing is dropped, and the others go on', async () => {
  await using world = await openControlWorld()
  const clock = createFakeClock()
  await using control = await world.startControl({ clock })
  await using dir = await temporaryDirectory()
  await using node = await startNode(control.url, dir.path)
  const socket = connect(Number(new URL(control.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    `GET /internal/v1/watch?environment=production HTTP/1.1\r\nHost: control\r\nAuthorization: Bearer ${node.session.token()}\r\n\r\n`,
  )
  await once(socket, 'readable')
  const name = 'x'.repeat(14_000_000)
  await world.publish(control, 'production', [
    { kind: 'organization', id: 'large', state: { name, state: 'active', identifiers: [] } },
  ])
  await eventually('the other node has it', () => node.follower.current()?.states.organization.has('large') ?? false)
  clock.advance(2_000)
  await new Promise((resolve) => setTimeout(resolve, 300))
  clock.advance(11_000)
  await new Promise((resolve) => setTimeout(resolve, 600))

  let received = 0
  socket.on('data', (chunk) => {
    received += chunk.length
  })
  await once(socket, 'close')
  assert.ok(received < name.length, `${received} bytes were waiting, so the reader was not dropped`)
  await world.publish(control, 'production', [{ kind: 'organization', id: 'large', state: null }])
  await eventually('the other node goes on', () => node.follower.current()?.states.organization.size === 0)
})
