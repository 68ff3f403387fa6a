import type { APIRoute } from 'astro'
import { downloadAttachment } from '../../../../../api/attachments.ts'

/** A document of a request, passed on as the management API writes it: to be saved. */
export const GET: APIRoute = ({ params, locals }) =>
  downloadAttachment(locals.api, params.id ?? '', params.document ?? '')
