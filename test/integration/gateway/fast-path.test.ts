import assert from 'node:assert/strict'
import { connect, createServer, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { call, callPath, validQuery } from '#support/call-gateway.ts'
import { type GatewayWorld, type GatewayWorldOptions, startGatewayWorld } from '#support/gateway-world.ts'
import { makeCertificate } from '#support/make-certificate.ts'
import { rawExchange } from '#support/raw-exchange.ts'
import { jsonOf } from '#support/recording-upstream.ts'

const startFast = (options: GatewayWorldOptions = {}) =>
  startGatewayWorld({ ...options, configuration: { ...options.configuration, fastPath: true } })

const plainCall = (world: GatewayWorld, more = '') =>
  `GET ${callPath}?${validQuery} HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer ${world.signer.sign()}\r\n${more}\r\n`

const statusesOf = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => match[1])

describe('a connection of plain calls', () => {
  it('answers those sent ahead in their order', async () => {
    await using world = await startFast()
    let asked = 0
    world.upstream.answer = (request, response) => {
      asked += 1
      const data = { quotient_familial: { valeur: asked, annee: 2026 } }
      setTimeout(() => jsonOf({ data })(request, response), asked === 1 ? 60 : 0)
    }
    const text = await rawExchange(world.port, plainCall(world).repeat(3))
    assert.deepEqual(
      [...text.matchAll(/"valeur":(\d)/g)].map((match) => match[1]),
      ['1', '2', '3'],
    )
    assert.match(text, /\r\nDate: \w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT\r\n/)
  })

  it('is judged anew when its header section differs by a byte or a line from the one before', async () => {
    await using world = await startFast()
    const token = world.signer.sign()
    const forged = `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`
    const ask = (bearer: string, more = '', path = callPath) =>
      `GET ${path}?${validQuery} HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer ${bearer}\r\n${more}\r\n`
    const calls = [
      ...[ask(token), ask(token), ask(forged), ask(token), ask(token, 'X-Sandbox-Name: x\r\n'), ask(token)],
      ...[ask(token, 'X-Legal-Context: not-granted\r\n'), ask(token), ask(token, '', '/nowhere'), ask(token)],
    ]
    const text = await rawExchange(world.port, calls.join(''))
    assert.deepEqual(statusesOf(text), ['200', '200', '401', '200', '400', '200', '403', '200', '404', '200'], text)
  })

  it('goes to the general path at the first that is not plain, with every byte of it', async () => {
    await using world = await startFast()
    const odd = plainCall(world, 'X-Empty:\r\n')
    const body = JSON.stringify({ recipient: '21690123100011', nomNaissance: 'LEFEBVRE', prenoms: ['ALEXIS'] })
    const chunked =
      `POST ${callPath} HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer ${world.signer.sign()}\r\n` +
      'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n' +
      `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
    const text = await rawExchange(world.port, plainCall(world) + odd + chunked + plainCall(world))
    assert.deepEqual(statusesOf(text), ['200', '200', '200', '200'], text)
    assert.ok(world.upstream.requests.some((request) => request.body === body))
  })

  it('is read alike wherever its bytes are cut', async () => {
    await using world = await startFast()
    const body = JSON.stringify({ recipient: '21690123100011', nomNaissance: 'LEFEBVRE', prenoms: ['ALEXIS'] })
    const bytes =
      `POST ${callPath} HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer ${world.signer.sign()}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`
    const cuts = [1, 4, 20, bytes.indexOf('\r\n\r\n') + 1, bytes.indexOf('\r\n\r\n') + 4, bytes.length - 1]
    const texts = await Promise.all(cuts.map((cut) => cutExchange(world.port, bytes, cut)))
    for (const text of texts) assert.deepEqual(statusesOf(text), ['200'], text)
    assert.ok(world.upstream.requests.every((request) => request.body === body))
  })

  it('gets 400 when it ends in the middle of a message', async () => {
    await using world = await startFast()
    const text = await cutExchange(world.port, plainCall(world).slice(0, -2), 10, true)
    assert.deepEqual(statusesOf(text), ['400'])
  })

  it('is read no further while its caller does not read', async () => {
    await using world = await startFast()
    const enfants = Array.from({ length: 4000 }, () => ({ prenoms: 'x'.repeat(40), date_naissance: '2018-05-04' }))
    world.upstream.answer = jsonOf({ data: { enfants }, links: {}, meta: {} })
    const socket = connect({ port: world.port, host: '127.0.0.1' })
    socket.on('error', () => {})
    socket.pause()
    socket.write(plainCall(world).repeat(200))
    let answered = -1
    while (answered < 200 && answered !== world.upstream.requests.length) {
      answered = world.upstream.requests.length
      await new Promise((resolve) => setTimeout(resolve, 600))
    }
    assert.ok(answered > 0 && answered < 150, String(answered))
    socket.destroy()
  })

  it('ends when its caller says so, and after a thousand calls', async () => {
    await using world = await startFast()
    const text = await rawExchange(world.port, plainCall(world, 'Connection: close\r\n') + plainCall(world))
    assert.deepEqual(statusesOf(text), ['200'])
    assert.match(text, /\r\nConnection: close\r\n/)
    const health = 'GET /healthz/live HTTP/1.1\r\nHost: a.example\r\n\r\n'
    const many = await rawExchange(world.port, health.repeat(1010), 1000)
    assert.equal(statusesOf(many).length, 1000)
    assert.equal(many.match(/\r\nConnection: close\r\n/g)?.length, 1)
  })
})

describe('a connection of plain calls over TLS', () => {
  const tls = makeCertificate()

  it('goes to the general path too', { skip: tls === null && 'no openssl to make a certificate' }, async () => {
    assert.ok(tls)
    await using world = await startFast({ tls })
    const odd = plainCall(world, 'X-Empty:\r\n')
    const ending = plainCall(world, 'Connection: close\r\n')
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connectTls({ port: world.port, host: '127.0.0.1', rejectUnauthorized: false }, () =>
        socket.write(plainCall(world) + plainCall(world) + odd + ending),
      )
      let got = ''
      socket.on('data', (chunk) => {
        got += chunk.toString('latin1')
      })
      socket.on('close', () => resolve(got)).on('error', reject)
    })
    assert.deepEqual(statusesOf(text), ['200', '200', '200', '200'])
  })
})

describe('a kept connection to an upstream', () => {
  it('that was closed meanwhile costs a GET nothing', async () => {
    const sockets: Socket[] = []
    let answers = 0
    const server = createServer((socket) => {
      sockets.push(socket)
      let asked = 0
      socket.on('error', () => {})
      socket.on('data', () => {
        asked += 1
        // The second question on a connection finds it closing.
        if (asked > 1) socket.destroy()
        else socket.write(answerOf(++answers))
      })
    })
    await using world = await startBefore(server)
    assert.equal((await call(world)).json.data.quotient_familial.valeur, 1)
    assert.equal((await call(world)).json.data.quotient_familial.valeur, 2)
    assert.equal(sockets.length, 2)
    const body = JSON.stringify({ recipient: '21690123100011', nomNaissance: 'LEFEBVRE', prenoms: ['ALEXIS'] })
    assert.equal((await call(world, { body })).status, 502, 'a POST is never sent twice')
    server.close()
  })

  it('never hands one caller what was sent beyond the answer to another', async () => {
    let answers = 0
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', () => socket.write(answerOf(++answers) + answerOf(99)))
    })
    await using world = await startBefore(server)
    const seen = []
    for (let index = 0; index < 5; index += 1) seen.push((await call(world)).json.data.quotient_familial.valeur)
    assert.deepEqual(seen, [1, 2, 3, 4, 5])
    server.close()
  })

  it('ends when its upstream speaks unasked', async () => {
    let answers = 0
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', () => {
        socket.write(answerOf(++answers))
        setTimeout(() => socket.write(answerOf(99)), 5)
      })
    })
    await using world = await startBefore(server)
    const seen = []
    for (let index = 0; index < 3; index += 1) {
      seen.push((await call(world)).json.data.quotient_familial.valeur)
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    assert.deepEqual(seen, [1, 2, 3])
    server.close()
  })

  it('delivers an answer in chunks wherever its bytes are cut', async () => {
    const whole = answerOf(7).split('\r\n\r\n')[1] ?? ''
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n'
    const parts = [whole.slice(0, 5), whole.slice(5)].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`)
    const bytes = `HTTP/1.1 103 Early Hints\r\n\r\n${head}${parts.join('')}0\r\n\r\n`
    let cut = 1
    const server = createServer((socket) => {
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('data', () => {
        socket.write(bytes.slice(0, cut))
        setTimeout(() => socket.write(bytes.slice(cut)), 5)
      })
    })
    await using world = await startBefore(server)
    for (; cut < bytes.length; cut += 7) {
      const answer = await call(world)
      assert.equal(answer.json?.data?.quotient_familial?.valeur, 7, `cut at ${cut}: ${answer.text}`)
    }
    server.close()
  })
})

function answerOf(valeur: number): string {
  const body = JSON.stringify({ data: { quotient_familial: { valeur, annee: 2026 } }, links: {}, meta: {} })
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

async function startBefore(server: ReturnType<typeof createServer>): Promise<GatewayWorld> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return await startFast({
    configuration: { upstreamAllow: ['127.0.0.0/8'] },
    snapshot: (draft) => {
      const api = draft.states.api.get('quotient-familial@v3')!
      draft.states.api.set('quotient-familial@v3', { ...api, upstream_url: url })
    },
  })
}

/** Sends the bytes in two pieces; with `isEnd`, ends its side after them. */
async function cutExchange(port: number, bytes: string, cut: number, isEnd = false): Promise<string> {
  return await new Promise((resolve) => {
    let text = ''
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
      socket.write(bytes.slice(0, cut))
      setTimeout(() => (isEnd ? socket.end(bytes.slice(cut)) : socket.write(bytes.slice(cut))), 30)
    })
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('close', () => resolve(text)).on('error', () => {})
  })
}
