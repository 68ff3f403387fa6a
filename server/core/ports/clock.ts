/** Wall-clock time, injected so that a test can move an hour in no time. */
export interface Clock {
  /** Milliseconds since the Unix epoch, as the machine believes them. May step backwards. */
  now(): number
  /** Milliseconds from an arbitrary start; never steps backwards. For ages and deadlines. */
  monotonic(): number
}
