import type { PortalSettings } from '../../session/portal-settings.ts'
import type { Example } from './find-example.ts'

/** Addresses of this platform, and a call that answers, by the name guides write between `%`. */
export function placeholdersOf(settings: PortalSettings, example: Example | null): Readonly<Record<string, string>> {
  return {
    PORTAL: settings.publicUrl,
    SANDBOX: settings.sandboxUrl,
    PRODUCTION: settings.gatewayUrl,
    FIRST_CALL: `${settings.sandboxUrl}${example?.call.path ?? ''}`,
    SCOPE: example?.operation.scopes[0] ?? '',
  }
}

/** `prepare` fits a value to where the text goes. */
export function fillPlaceholders(
  text: string,
  values: Readonly<Record<string, string>>,
  prepare = (value: string) => value,
): string {
  return text.replaceAll(/%([A-Z_]+)%/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : prepare(value)
  })
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
