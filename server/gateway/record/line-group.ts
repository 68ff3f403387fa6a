/** What a burst made larger than this is not kept. */
const keptBytes = 1024 * 1024

/** Lines on their way to the file, as the bytes that will be written: a line is kept no longer than it is needed. */
export class LineGroup {
  #bytes: Buffer
  #length = 0
  readonly #size: number

  constructor(size = 64 * 1024) {
    this.#size = size
    this.#bytes = Buffer.allocUnsafeSlow(size)
  }

  get length(): number {
    return this.#length
  }

  /** What was added since the last `clear`; valid until then. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  add(line: string): void {
    // Three bytes are the most that UTF-8 takes for one unit of a string.
    const needed = this.#length + line.length * 3 + 1
    if (needed > this.#bytes.length) this.#grow(needed)
    this.#length += this.#bytes.write(line, this.#length)
    this.#bytes[this.#length] = 10
    this.#length += 1
  }

  clear(): void {
    this.#length = 0
    if (this.#bytes.length > keptBytes) this.#bytes = Buffer.allocUnsafeSlow(this.#size)
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2))
    larger.set(this.bytes)
    this.#bytes = larger
  }
}
