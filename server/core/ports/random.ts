/** Cryptographic randomness, injected so that a test can repeat itself. */
export interface Random {
  /** `size` bytes from a cryptographically secure source. */
  bytes(size: number): Buffer
  /** A new time-ordered identifier: UUID version 7 (RFC 9562 section 5.7). */
  uuid(): string
}
