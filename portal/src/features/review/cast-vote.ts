import { voteOnDecision } from '../../api/access-requests.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import { chosen, idempotencyKey, textField } from '../../forms/form-values.ts'

/** Sends one reviewer's verdict, bound to the content that was on the screen. */
export async function castVote(
  api: ManagementApi,
  requestId: string,
  verdict: 'approve' | 'refuse' | 'request_changes',
  form: FormData,
): Promise<void> {
  const opened = chosen(form, 'opens')
  const scopes = Object.fromEntries(opened.map((name) => [name, chosen(form, `scopes:${name}`)]))
  const text = (name: string) => {
    const value = textField(form, name)
    return value === '' ? {} : { [name]: value }
  }
  const vote = {
    verdict,
    content_hash: textField(form, 'content_hash'),
    ...(verdict === 'approve' && opened.length > 0 ? { scopes } : {}),
    ...(verdict === 'approve' ? text('conditions') : { ...text('motive'), ...text('remedy') }),
  }
  await voteOnDecision(api, requestId, textField(form, 'decision_id'), vote, idempotencyKey(form))
}
