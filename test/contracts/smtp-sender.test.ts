import assert from 'node:assert/strict'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { createSmtpSender } from '#adapters/smtp/create-smtp-sender.ts'

/** A mail server that takes one recipient and refuses another, and keeps what it was given. */
function startMailServer(): { readonly server: Server; readonly taken: string[] } {
  const taken: string[] = []
  const server = createServer((socket: Socket) => {
    let message: string | null = null
    socket.setEncoding('utf8').write('220 mail.test\r\n')
    socket.on('data', (chunk: string) => {
      if (message !== null) {
        message += chunk
        if (!message.endsWith('\r\n.\r\n')) return
        taken.push(message)
        message = null
        socket.write('250 taken\r\n')
        return
      }
      if (/^DATA/i.test(chunk)) {
        message = ''
        socket.write('354 go on\r\n')
      } else if (/^RCPT TO:<nobody@/i.test(chunk)) socket.write('550 unknown\r\n')
      else if (/^QUIT/i.test(chunk)) socket.end('221 bye\r\n')
      else socket.write('250 ok\r\n')
    })
    socket.on('error', () => socket.destroy())
  })
  return { server, taken }
}

const { server, taken } = startMailServer()
before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
after(() => server.close())

function sender() {
  const { port } = server.address() as AddressInfo
  return createSmtpSender({ url: `smtp://127.0.0.1:${port}`, from: 'octroi@portal.example' })
}

const mail = {
  id: '0195a8f0-0000-7000-8000-000000000001',
  subject: 'Habilitation révoquée',
  text: 'Bonjour,\n\nfin.\n',
}

test('a message arrives as plain text, says that a program wrote it, and has the same identifier each time', async () => {
  await sender().send({ ...mail, to: 'olga@example.test' })
  const [message = ''] = taken
  assert.match(message, /^From: octroi@portal\.example\r$/m)
  assert.match(message, /^To: <?olga@example\.test>?\r$/m)
  assert.match(message, /^Message-ID: <0195a8f0-0000-7000-8000-000000000001@portal\.example>\r$/m)
  assert.match(message, /^Auto-Submitted: auto-generated\r$/m)
  assert.match(message, /^Content-Type: text\/plain; charset=utf-8\r$/m)
})

test('a message the server refuses is an error, so that it is tried again', async () => {
  await assert.rejects(sender().send({ ...mail, to: 'nobody@example.test' }))
})

test('no subject or address makes a second header', async () => {
  const { length } = taken
  await sender().send({ ...mail, subject: 'a\r\nBcc: spy@example.test', to: 'olga@example.test' })
  assert.doesNotMatch(taken[length] ?? '', /^Bcc:/m)
})
