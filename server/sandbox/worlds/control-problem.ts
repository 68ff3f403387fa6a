import type { Reply } from '../reply.ts'

/** A control operation refused, as a problem document (RFC 9457). */
export function controlProblem(
  status: number,
  title: string,
  detail: string,
  errors: readonly { readonly field: string; readonly rule: string; readonly message: string }[] = [],
): Reply {
  const body = { type: 'about:blank', title, status, detail, ...(errors.length > 0 ? { errors } : {}) }
  return { status, body, headers: { 'Content-Type': 'application/problem+json' } }
}
