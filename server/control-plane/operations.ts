import type { Operation } from './framework/operation.ts'

/** THE table of all operations of the management API. A conformance test compares it with the specification. */
export const operations: readonly Operation[] = []
