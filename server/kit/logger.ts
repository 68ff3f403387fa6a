/** Facts beside a log line: never a secret, never personal data, never a payload. */
export type LogFields = Readonly<Record<string, unknown>>

/** Where a process tells its operator what happened. Standard error, so that standard output stays the program's. */
export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}
