import { type DestinationStream, destination, pino } from 'pino'
import type { Logger } from '#kit/logger.ts'

/** Members whose values never reach a log line, at the top and one level down. */
const secretMembers = [
  'authorization',
  'client_assertion',
  'client_secret',
  'code',
  'cookie',
  'password',
  'refresh_token',
  'secret',
  'access_token',
  'token',
  'DATABASE_URL',
  'REDIS_URL',
  'OCTROI_SECRET',
]

interface LoggerOptions {
  readonly process: string
  readonly format: 'lines' | 'json'
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  /** Standard error unless a test reads along. */
  readonly stream?: DestinationStream
}

/** JSON lines for machines in production, short lines for people in the demo; both without secrets. */
export function createLogger(options: LoggerOptions): Logger {
  const stream = options.stream ?? destination({ fd: 2, sync: true })
  const logger = pino(
    {
      level: options.level,
      base: { process: options.process },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretMembers.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
    },
    options.format === 'json' ? stream : shortLines(stream),
  )
  return {
    debug: (message, fields = {}) => logger.debug(withPlainErrors(fields), message),
    info: (message, fields = {}) => logger.info(withPlainErrors(fields), message),
    warn: (message, fields = {}) => logger.warn(withPlainErrors(fields), message),
    error: (message, fields = {}) => logger.error(withPlainErrors(fields), message),
  }
}

/** An error becomes its name, message and stack: drivers hang connection strings and queries on theirs. */
function withPlainErrors(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value,
    ]),
  )
}

function shortLines(stream: DestinationStream): DestinationStream {
  return {
    write(line: string) {
      const { level, time, process, msg, ...fields } = JSON.parse(line)
      const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${inOneLine(value)}`)
      stream.write(`${time.slice(11, 19)} ${level} ${process}: ${withoutControls(msg)}${rest.join('')}\n`)
    },
  }
}

function inOneLine(value: unknown): string {
  return typeof value === 'string' && !/\s/.test(value) ? value : JSON.stringify(value)
}

/** A message may quote what came from outside: it must not be able to look like another line. */
function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ')
}
