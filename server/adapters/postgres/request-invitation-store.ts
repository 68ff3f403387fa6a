import type { RequestInvitationStore } from '#core/request-invitations/request-invitation.ts'
import { inside } from './unit-of-work.ts'

export function createRequestInvitationStore(): RequestInvitationStore {
  return {
    async insert(tx, invitation) {
      await inside(tx).insertInto('request_invitations').values(invitation).execute()
    },

    async lockByHash(tx, tokenHash) {
      const query = inside(tx).selectFrom('request_invitations').selectAll().where('token_hash', '=', tokenHash)
      return (await query.forUpdate().executeTakeFirst()) ?? null
    },

    async lock(tx, templateId, id) {
      const query = inside(tx)
        .selectFrom('request_invitations')
        .selectAll()
        .where('id', '=', id)
        .where('template_id', '=', templateId)
      return (await query.forUpdate().executeTakeFirst()) ?? null
    },

    listOfTemplate(tx, templateId) {
      const query = inside(tx).selectFrom('request_invitations').selectAll().where('template_id', '=', templateId)
      return query.orderBy('id').execute()
    },

    async save(tx, { id, state, accepted_by, access_request_id }) {
      const changes = { state, accepted_by, access_request_id }
      await inside(tx).updateTable('request_invitations').set(changes).where('id', '=', id).execute()
    },
  }
}
