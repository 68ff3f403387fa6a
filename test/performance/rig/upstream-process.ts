import { type AddressInfo, createServer } from 'node:net'

/** Answers the same 512-byte JSON to every GET, with as little work as can be. Prints its port. */
const data = {
  quotient_familial: { valeur: 312, annee: 2026 },
  enfants: [{ prenoms: 'LEA', date_naissance: '2018-05-04' }],
}
const empty = JSON.stringify({ data, links: {}, meta: { padding: '' } })
const body = JSON.stringify({ data, links: {}, meta: { padding: 'x'.repeat(512 - empty.length) } })
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  'latin1',
)
const end = Buffer.from('\r\n\r\n')

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(end); at >= 0; at = chunk.indexOf(end, at + 4)) socket.write(answer)
  })
})
server.listen(0, '127.0.0.1', 8192, () => console.log(String((server.address() as AddressInfo).port)))
