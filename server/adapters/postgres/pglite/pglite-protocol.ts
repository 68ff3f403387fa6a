/** What the caller's thread sends to the thread of the embedded database. Ids grow from 1. */
export type WorkerRequest =
  | { readonly type: 'query'; readonly id: number; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly type: 'close'; readonly id: number }

/** One answer for each request; id 0 says that the database is open. */
export type WorkerAnswer =
  | { readonly id: number; readonly rows: Record<string, unknown>[]; readonly affectedRows: number | null }
  | {
      readonly id: number
      readonly failure: { readonly message: string; readonly code: string | null; readonly constraint: string | null }
    }
