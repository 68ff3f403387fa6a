import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { describeCertificate, formatClientCert } from '#core/oauth/client-certificate.ts'
import { callPath, validQuery } from '#support/call-gateway.ts'
import { freePorts } from '#support/free-ports.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'
import { makeCertificate, type TestCertificate } from '#support/make-certificate.ts'
import { hasProgram } from '#support/run-program.ts'

const server = makeCertificate('localhost')
const mine = makeCertificate('client.test')
const other = makeCertificate('other.test')

interface Proxy {
  readonly arguments: (folder: string) => readonly string[]
  readonly configuration: (folder: string, port: number, gatewayPort: number) => string
}

/** What README tells operators to write, in files of these proxies. */
const proxies: Readonly<Record<string, Proxy>> = {
  haproxy: {
    arguments: (folder) => ['-db', '-q', '-f', join(folder, 'proxy.conf')],
    configuration: (folder, port, gatewayPort) => `
defaults
  mode http
  timeout connect 2s
  timeout client 5s
  timeout server 5s
frontend public
  bind 127.0.0.1:${port} ssl crt ${folder}/server.pem verify optional ca-file ${folder}/clients.pem
  http-request del-header Client-Cert
  http-request set-header Client-Cert ":%[ssl_c_der,base64]:" if { ssl_c_used }
  default_backend gateway
backend gateway
  server one 127.0.0.1:${gatewayPort}
`,
  },
  nginx: {
    arguments: (folder) => ['-p', folder, '-c', join(folder, 'proxy.conf'), '-e', join(folder, 'error.log')],
    configuration: (folder, port, gatewayPort) => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/server.pem;
    ssl_certificate_key ${folder}/server.pem;
    ssl_verify_client optional_no_ca;
    location / {
      proxy_pass http://127.0.0.1:${gatewayPort};
      proxy_set_header Client-Cert $ssl_client_escaped_cert;
    }
  }
}
`,
  },
}

function statusOf(port: number, tls: TestCertificate | null, headers: Record<string, string>): Promise<number> {
  const shown = tls === null ? {} : { cert: tls.cert, key: tls.key }
  const path = `${callPath}?${validQuery}`
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, headers, agent: false, rejectUnauthorized: false, ...shown }
    const sent = request(options, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', reject).end()
  })
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the proxy ended with ${child.exitCode}`)
    const socket = connect(port, '127.0.0.1')
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isThere) return
    await wait(25)
  }
  throw new Error('the proxy does not listen')
}

for (const [program, proxy] of Object.entries(proxies)) {
  const isMissing = !(await hasProgram(program, ['-v'])) || !server || !mine || !other
  const skip = isMissing && `this machine lacks ${program} or openssl`
  test(`a token bound to a certificate passes through ${program} with it alone`, { skip }, async () => {
    if (!server || !mine || !other) return
    await using world = await startGatewayWorld({
      configuration: { clientCertificates: 'proxy', trustedProxies: ['127.0.0.1'] },
    })
    const folder = mkdtempSync(join(tmpdir(), 'octroi-proxy-'))
    const [port = 0] = await freePorts(1)
    writeFileSync(join(folder, 'server.pem'), `${server.cert}${server.key}`)
    writeFileSync(join(folder, 'clients.pem'), `${mine.cert}${other.cert}`)
    writeFileSync(join(folder, 'proxy.conf'), proxy.configuration(folder, port, world.port))
    const child = spawn(program, proxy.arguments(folder), { stdio: 'ignore' })
    try {
      await untilListening(port, child)
      const certificate = describeCertificate(new X509Certificate(mine.cert))
      const token = world.signer.sign({ cnf: { 'x5t#S256': certificate.thumbprint } })
      const bearer = { authorization: `Bearer ${token}` }
      const forged = { ...bearer, 'client-cert': formatClientCert(certificate) }
      assert.equal(await statusOf(port, mine, bearer), 200)
      assert.equal(await statusOf(port, other, bearer), 401)
      assert.equal(await statusOf(port, null, bearer), 401)
      for (const tls of [other, null]) assert.equal(await statusOf(port, tls, forged), 401)
      assert.equal(await statusOf(port, mine, forged), 200)
    } finally {
      const ended = once(child, 'exit')
      if (child.exitCode === null && child.kill('SIGTERM')) await ended
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
