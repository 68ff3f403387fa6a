import { Agent, request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { importJWK, jwtVerify } from 'jose'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { audience, issuer } from './bench-tokens.ts'

/** Express with the usual parts: jose, rate-limiter-flexible, and a plain relay over kept connections. Prints its port. */
const { upstream, publicJwk } = JSON.parse(process.argv[2] ?? '') as { upstream: string; publicJwk: object }
const key = await importJWK(publicJwk, 'ES256')
const limiter = new RateLimiterMemory({ points: 1_000_000, duration: 1 })
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const app = express()

app.use(async (request, response, next) => {
  try {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
    const { payload } = await jwtVerify(token, key, { algorithms: ['ES256'], issuer, audience, typ: 'at+jwt' })
    await limiter.consume(String(payload.client_id))
    next()
  } catch {
    response.status(401).end()
  }
})
app.use((request, response) => {
  const relayed = ask(upstream + request.originalUrl, { agent, method: request.method }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  relayed.on('error', () => response.status(502).end())
  request.pipe(relayed)
})
const server = app.listen(0, '127.0.0.1', () => console.log(String((server.address() as AddressInfo).port)))
