/** Where a demand stopped: its own values, the search for the person, or the fund's files. */
export type RefusalStage = 'control' | 'identification' | 'fund'

/** An answer other than 200, in the terms existing clients know. */
export interface Refusal {
  readonly kind: 'refused'
  readonly status: 404 | 410 | 422
  /** Two digits of the body that refuses, three of the motive. */
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly parameter: string | null
  readonly provider: string
  readonly stage: RefusalStage
  /** Why, for `X-Sandbox-Explain`: a short ASCII word that holds nothing of the demand. */
  readonly rule: string
}

const titles: Readonly<Record<RefusalStage, string>> = {
  control: 'Paramètre refusé',
  identification: 'Personne non identifiée',
  fund: 'Dossier absent',
}

/** A refusal of the given stage. */
export function refuse(
  stage: RefusalStage,
  status: Refusal['status'],
  code: string,
  rule: string,
  detail: string,
  provider: string,
  parameter: string | null = null,
): Refusal {
  return { kind: 'refused', status, code, title: titles[stage], detail, parameter, provider, stage, rule }
}

/** The JSON body of a refusal: the error envelope of `specs/shared/error-envelope.yaml`. */
export function refusalBody(refusal: Refusal, explain: string | null = null): object {
  const { code, title, detail, parameter, provider, stage } = refusal
  const source = parameter === null ? null : { parameter }
  const meta = { provider, stage, ...(explain === null ? {} : { explain }) }
  return { errors: [{ code, title, detail, source, meta }] }
}
