/** Slow hashing of what people remember. Never call it inside a transaction: it takes tens of milliseconds. */
export interface PasswordHasher {
  /** A PHC string that names its algorithm and cost. */
  hash(password: string): Promise<string>
  /** Constant work: with hash null (unknown account) it hashes anyway and answers false. */
  verify(hash: string | null, password: string): Promise<boolean>
}
