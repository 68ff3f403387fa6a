declare const transactionBrand: unique symbol

/** An open transaction (or read) of the store. Opaque to core: it only travels to stores, as their first argument. */
export interface Transaction {
  readonly [transactionBrand]: true
}

/**
 * The embedded database has one connection: a query beside an open transaction would wait for ever.
 * So every store method takes the transaction it runs in, and nothing slow (network, hashing of
 * passwords, waiting) happens inside one.
 */
export interface UnitOfWork {
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it throws. May be retried once on a serialization failure. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Runs reads; sees only committed state. */
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
}
