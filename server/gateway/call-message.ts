import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PlainRequest } from './fast-path/plain-request.ts'
import type { PlainResponse } from './fast-path/plain-response.ts'

/** A call as it came, whoever parsed it: the phases do not know which. */
export type CallRequest = IncomingMessage | PlainRequest

export type CallResponse = ServerResponse | PlainResponse
