import type { Environment } from '#core/environment.ts'

/** One node that watches. `epoch` and `revision` are what it holds, as far as it was told. */
export interface Watcher {
  readonly environment: Environment
  epoch: string
  revision: number
  /** Sends one line; drops the watcher by itself when it reads too slowly. */
  send(line: string): void
  close(): void
}
