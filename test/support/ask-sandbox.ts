export const sandboxPaths = {
  quotient: '/v3/dss/quotient_familial/identite',
  cover: '/v3/dss/complementaire_sante_solidaire/identite',
  disability: '/v3/dss/allocation_adulte_handicape/identite',
  solidarity: '/v3/dss/revenu_solidarite_active/identite',
} as const

interface SandboxError {
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly source: { readonly parameter?: string } | null
  readonly meta: { readonly provider: string; readonly stage?: string }
}

export interface SandboxReply {
  readonly status: number
  readonly headers: Headers
  readonly body: {
    readonly data?: Readonly<Record<string, unknown>>
    readonly meta?: Readonly<Record<string, unknown>>
    readonly errors?: readonly SandboxError[]
  }
}

/** One demand to an upstream of the sandbox process. */
export async function askSandbox(url: string, init?: RequestInit): Promise<SandboxReply> {
  const response = await fetch(url, init)
  return { status: response.status, headers: response.headers, body: (await response.json()) as SandboxReply['body'] }
}
