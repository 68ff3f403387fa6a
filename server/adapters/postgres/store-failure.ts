/** An error of the database itself. `code` is a SQLSTATE, `constraint` the violated constraint's name. */
export class StoreFailure extends Error {
  readonly code: string | null
  readonly constraint: string | null

  constructor(message: string, code: string | null, constraint: string | null) {
    super(message)
    this.name = 'StoreFailure'
    this.code = code
    this.constraint = constraint
  }
}

/** SQLSTATE of an error of either driver, or a system error code, or null. */
export function failureCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
