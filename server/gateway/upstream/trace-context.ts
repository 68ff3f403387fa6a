import type { CallRequest } from '../call-message.ts'

/** A caller's trace: its id and whether it is sampled. */
export interface CallerTrace {
  /** 32 hex digits. */
  readonly traceId: string
  /** Two hex digits. */
  readonly flags: string
}

const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.{0,400})?$/

/**
 * Reads `traceparent` (W3C Trace Context section 3.2); null when there is none or it is malformed, and a new trace
 * begins. It is never believed for anything but joining logs. Of a later version the known part is read.
 */
export function readTrace({ headers }: Pick<CallRequest, 'headers'>): CallerTrace | null {
  const { traceparent } = headers
  if (typeof traceparent !== 'string') return null
  const [, version, traceId = '', parentId = '', flags = '', rest] = shape.exec(traceparent) ?? []
  if (version === undefined || version === 'ff' || (version === '00' && rest !== undefined)) return null
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return null
  // Only the bits that are defined go on: sampled, and random trace id.
  return { traceId, flags: `0${Number.parseInt(flags, 16) & 3}` }
}

/**
 * `traceparent` for the upstream: the caller's trace under a span of ours, or a new one. The digits of the request id
 * serve for both, so that whoever holds one of the three finds the others.
 */
export function childTrace(caller: CallerTrace | null, requestId: string): string {
  const own = requestId.replaceAll('-', '')
  return `00-${caller?.traceId ?? own}-${own.slice(16)}-${caller?.flags ?? '00'}`
}
