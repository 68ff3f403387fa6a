import type { components } from './generated/management.ts'
import type { ManagementApi } from './management-api.ts'

export type Attachment = components['schemas']['Attachment']

export function listAttachments(api: ManagementApi, requestId: string): Promise<{ readonly items: Attachment[] }> {
  return api.get(`/access-requests/${requestId}/attachments`)
}

export async function addAttachment(
  api: ManagementApi,
  requestId: string,
  file: File,
  idempotencyKey: string,
): Promise<Attachment> {
  const content = Buffer.from(await file.arrayBuffer()).toString('base64')
  return api.post(`/access-requests/${requestId}/attachments`, { name: file.name, content }, { idempotencyKey })
}

export function removeAttachment(api: ManagementApi, requestId: string, id: string): Promise<void> {
  return api.delete(`/access-requests/${requestId}/attachments/${id}`)
}

export function downloadAttachment(api: ManagementApi, requestId: string, id: string): Promise<Response> {
  return api.download(`/access-requests/${requestId}/attachments/${id}`)
}
