import type { UsagePeriod } from '../usage/usage-period.ts'
import { usagePeriod } from '../usage/usage-period.ts'

/** What the request log is narrowed to; an empty text is no wish. */
export interface LogFilter extends UsagePeriod {
  readonly status_class: string
  readonly api: string
  readonly operation: string
  readonly reason: string
  readonly request_id: string
}

export const statusClasses = ['2xx', '4xx', '5xx'] as const

/** Reads the address; what is not well formed is left out rather than refused. */
export function logFilter(search: URLSearchParams): LogFilter {
  const wellFormed = (name: string, form: RegExp) => {
    const text = (search.get(name) ?? '').trim()
    return form.test(text) ? text : ''
  }
  return {
    ...usagePeriod(search),
    status_class: wellFormed('status_class', /^[245]xx$/),
    api: wellFormed('api', /^[a-z0-9-]{1,100}$/),
    operation: wellFormed('operation', /^[A-Za-z0-9_]{1,200}$/),
    reason: wellFormed('reason', /^[a-z0-9_-]{1,100}$/),
    request_id: wellFormed('request_id', /^[A-Za-z0-9_-]{1,128}$/),
  }
}
