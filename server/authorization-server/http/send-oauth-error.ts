import type { ServerResponse } from 'node:http'
import { sendJson } from './send-json.ts'

/** Answers an error in the shape of RFC 6749 section 5.2. `description` is a fixed public sentence, never input. */
export function sendOAuthError(
  res: ServerResponse,
  status: number,
  error: string,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendJson(res, status, { error, error_description: description }, headers)
}
