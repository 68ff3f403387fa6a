import { isoDay } from '../../i18n/dates.ts'

export interface UsagePeriod {
  readonly environment: 'sandbox' | 'production' | undefined
  readonly from: string
  readonly to: string
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** The period asked for in the address; the last 30 days by default. */
export function usagePeriod(search: URLSearchParams): UsagePeriod {
  const environment = search.get('environment')
  const from = search.get('from') ?? ''
  const to = search.get('to') ?? ''
  return {
    environment: environment === 'sandbox' || environment === 'production' ? environment : undefined,
    from: dayPattern.test(from) ? from : isoDay(new Date(Date.now() - 29 * 86_400_000)),
    to: dayPattern.test(to) ? to : isoDay(new Date()),
  }
}
