/** The end of one exchange with an upstream: its time is over, or its caller has gone. */
export class CallDeadline {
  aborted = false
  /** The one who is to be told first, while there is one. */
  onAbort: (() => void) | null = null
  #controller: AbortController | null = null

  /** For whoever needs an AbortSignal; made when first asked for. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.aborted) this.#controller.abort()
    return this.#controller.signal
  }

  abort(): void {
    if (this.aborted) return
    this.aborted = true
    this.onAbort?.()
    this.#controller?.abort()
  }
}
