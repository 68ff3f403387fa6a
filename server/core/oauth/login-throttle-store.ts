import type { Transaction } from '../ports/unit-of-work.ts'

/** Failed logins counted by key (an address, an e-mail) in fixed windows. */
export interface LoginThrottleStore {
  /**
   * Counts one attempt and answers how many the running window has, this one included. A window that
   * is over at `now` (ms) starts again and lasts `windowMs`.
   */
  count(
    tx: Transaction,
    key: string,
    now: number,
    windowMs: number,
  ): Promise<{ attempts: number; windowEndsAt: number }>
  /** Takes one attempt back: it was no failure. */
  forgive(tx: Transaction, key: string): Promise<void>
  /** Forgets the key: its owner has proved who he is. */
  forget(tx: Transaction, key: string): Promise<void>
  /** Removes the windows that are over at `now` (ms). */
  removeExpired(tx: Transaction, now: number): Promise<void>
}
