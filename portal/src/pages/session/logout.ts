import type { APIRoute } from 'astro'
import { endSession } from '../../session/end-session.ts'

/** Ends the session here and at the issuer. */
export const POST: APIRoute = async ({ cookies, locals, redirect }) =>
  redirect(await endSession(cookies, locals.session, locals.octroi), 303)
