interface QuotaColumns {
  environment: string
  application_id: string
  beneficiary_id: string
  api: string
  limit_name: string
  period_id: string
  period_ends_at: string
}

interface QuotaHoldingsTable extends QuotaColumns {
  node_id: string
  held: number
}

interface LeaseRecallsTable extends QuotaColumns {
  period: 'day' | 'month'
  asked_at: string
}

interface QuotaAlertsTable extends QuotaColumns {
  threshold: number
  quota_limit: number
  reached_at: string
}

/** Tables about quotas beside `quotas` and `leases`, by name. */
export interface QuotaTables {
  quota_holdings: QuotaHoldingsTable
  lease_recalls: LeaseRecallsTable
  quota_alerts: QuotaAlertsTable
}
