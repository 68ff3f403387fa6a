import type { Effect } from '../api/schemas.ts'
import type { MessageKey } from '../i18n/translate.ts'
import type { Flash } from '../session/flash.ts'

/** The notice after a suspension or revocation: effective everywhere, or until when a silent gateway may still serve. */
export function effectFlash(notice: MessageKey, effect: Effect): Flash {
  const until = effect.silent
    .map(({ can_serve_until }) => can_serve_until)
    .sort()
    .at(-1)
  return { notice, parameters: { silent_until: effect.effective || until === undefined ? '' : until } }
}
