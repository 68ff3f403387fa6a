import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { callPath, validQuery } from './call-gateway.ts'

/** One file of `test/fixtures/hostile`; its README says how they are written. */
export interface HostileMessage {
  /** Folder and file name, without ending. */
  readonly name: string
  readonly why: string
  /** Statuses in order, of the message and of the good request that follows it; none where the connection just ends. */
  readonly answers: readonly string[]
  readonly text: string
}

const folder = join(import.meta.dirname, '..', 'fixtures', 'hostile')

export function readHostileMessages(): readonly HostileMessage[] {
  return globSync('**/*.http', { cwd: folder })
    .sort()
    .map((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').replace(/\n$/, '').split('\n')
      const [why = '', answers = ''] = lines
      if (!why.startsWith('# ') || !/^# answers: (?:none|\d{3}(?: \d{3})*)$/.test(answers))
        throw new Error(`${relative(folder, file)} begins with "# why" and "# answers: STATUS"`)
      return {
        name: `${dirname(file)}/${basename(file, '.http')}`,
        why: why.slice(2),
        answers: answers.match(/\d{3}/g) ?? [],
        text: lines.slice(2).join('\r\n'),
      }
    })
}

/** Messages made of each line of `mutations.txt`: beside a length, and beside chunks, that hide a whole request. */
export function readMutations(): readonly string[] {
  const lines = readFileSync(join(folder, 'mutations.txt'), 'utf8').split('\n')
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) =>
      ['GET', 'POST', 'PUT'].flatMap((method) => {
        const head = `${method} {route} HTTP/1.1\r\nHost: a.example\r\n{auth}\r\nContent-Type: application/json\r\n`
        return [
          `${head}Content-Length: {content-length}\r\n${line}\r\n\r\n0\r\n\r\n{smuggled}`,
          `${head}Transfer-Encoding: chunked\r\n${line}\r\n\r\n{smuggled-length-hex}\r\n{smuggled}\r\n0\r\n\r\n`,
        ]
      }),
    )
}

const body = '{"recipient":"21690123100011","nomNaissance":"LEFEBVRE","prenoms":["ALEXIS"]}'

/** A request that would be answered if it were read as one: what is smuggled, and what follows each message. */
export function canaryRequest(authorization: string, canary: string): string {
  return (
    `GET ${callPath}?${validQuery} HTTP/1.1\r\nHost: a.example\r\n${authorization}\r\n` +
    `X-Correlation-ID: ${canary}\r\nConnection: close\r\n\r\n`
  )
}

/** The bytes of a message, one character each. `authorization` is a whole header line. */
export function bytesOf(text: string, authorization: string): string {
  const smuggled = canaryRequest(authorization, 'smuggled')
  const known: Readonly<Record<string, string>> = {
    path: `${callPath}?${validQuery}`,
    route: callPath,
    query: validQuery,
    auth: authorization,
    body,
    'body-length': String(body.length),
    'body-length-hex': body.length.toString(16),
    smuggled,
    'smuggled-length': String(smuggled.length),
    'smuggled-length-hex': smuggled.length.toString(16),
    'smuggled-length+5': String(smuggled.length + 5),
    long: 'a'.repeat(8200),
  }
  const bytes = repeated(unescaped(text).replaceAll(/\{([a-z+\d-]+)\}/g, (whole, name: string) => known[name] ?? whole))
  const contentLength = bytes.length - bytes.indexOf('\r\n\r\n') - 4
  return bytes.replace('{content-length}', String(contentLength))
}

function unescaped(text: string): string {
  const short: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' }
  return text.replaceAll(/\\(?:x([0-9a-f]{2})|([rnt\\]))/g, (_whole, hex?: string, letter?: string) =>
    hex === undefined ? (short[letter ?? ''] ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** `{N*text}` is text N times, the innermost first. */
function repeated(text: string): string {
  const pattern = /\{(\d{1,5})\*([^{}]*)\}/g
  let written = text
  while (pattern.test(written)) {
    written = written.replaceAll(pattern, (_whole, times: string, what: string) => what.repeat(Number(times)))
  }
  return written
}
