/** What the last ten seconds took is what the next ten may take. */
const horizonMs = 10_000

/** Units taken over about the last ten seconds. Times are monotonic ms. */
export class RecentRate {
  #startedAt = 0
  #taken = 0
  #takenBefore = 0

  add(units: number, now: number): void {
    this.#roll(now)
    this.#taken += units
  }

  /** They were not taken after all. */
  remove(units: number): void {
    this.#taken = Math.max(0, this.#taken - units)
  }

  recent(now: number): number {
    this.#roll(now)
    const fraction = Math.min(1, (now - this.#startedAt) / horizonMs)
    return this.#taken + this.#takenBefore * (1 - fraction)
  }

  #roll(now: number): void {
    const elapsed = now - this.#startedAt
    if (elapsed < horizonMs) return
    this.#takenBefore = elapsed < 2 * horizonMs ? this.#taken : 0
    this.#taken = 0
    this.#startedAt = now
  }
}
