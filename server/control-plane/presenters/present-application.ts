import type { Application } from '#core/applications/application.ts'

/** An application as the management API shows it. */
export function presentApplication({ suspended_by: _by, ...application }: Application) {
  return application
}
