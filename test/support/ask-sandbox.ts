import type { ApiDescriptor, OperationDescriptor } from '#core/catalog/operation-descriptor.ts'

export const sandboxPaths = {
  quotient: '/v3/dss/quotient_familial/identite',
  cover: '/v3/dss/complementaire_sante_solidaire/identite',
  disability: '/v3/dss/allocation_adulte_handicape/identite',
  solidarity: '/v3/dss/revenu_solidarite_active/identite',
  supplement: '/v3/dss/prime_activite/identite',
  support: '/v3/dss/allocation_soutien_familial/identite',
  disabledChild: '/v3/dss/allocation_enfant_handicape/identite',
  dayCare: '/v3/dss/participation_familiale_eaje/identite',
} as const

/** An operation of the catalogue. */
export function operationOf(descriptors: readonly ApiDescriptor[], operationId: string): OperationDescriptor {
  const all = descriptors.flatMap(({ operations }) => operations)
  const found = all.find((operation) => operation.operation_id === operationId)
  if (!found) throw new Error(`no operation ${operationId} in the catalogue`)
  return found
}

interface SandboxError {
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly source: { readonly parameter?: string } | null
  readonly meta: { readonly provider: string; readonly stage?: string; readonly explain?: string }
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
