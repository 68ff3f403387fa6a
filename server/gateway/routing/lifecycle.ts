import type { ApiDescriptor } from '#core/catalog/operation-descriptor.ts'

/** The last millisecond of the sunset date (UTC), or null: the version answers until then. */
export function sunsetInstant(descriptor: ApiDescriptor): number | null {
  return descriptor.lifecycle.sunset ? Date.parse(`${descriptor.lifecycle.sunset}T23:59:59.999Z`) : null
}

/** Deprecation (RFC 9745 section 2), Sunset (RFC 8594 section 3) and the links that go with them. */
export function lifecycleHeaders(descriptor: ApiDescriptor, portalUrl: string): Readonly<Record<string, string>> {
  const { deprecated, sunset, successor } = descriptor.lifecycle
  if (!deprecated && !sunset) return {}
  const headers: Record<string, string> = {}
  const page = `${portalUrl}/fr/catalog/${descriptor.api}/${descriptor.version}`
  const links = [`<${page}>; rel="deprecation"`]
  if (deprecated) headers.Deprecation = `@${Date.parse(`${deprecated}T00:00:00Z`) / 1000}`
  if (sunset) {
    headers.Sunset = new Date(`${sunset}T23:59:59Z`).toUTCString()
    links.push(`<${page}>; rel="sunset"`)
  }
  if (successor) links.push(`<${successorUrl(successor, descriptor, portalUrl)}>; rel="successor-version"`)
  headers.Link = links.join(', ')
  return headers
}

function successorUrl(successor: string, descriptor: ApiDescriptor, portalUrl: string): string {
  if (/^https?:\/\/[^\s<>"]+$/.test(successor)) return successor
  const [api, version] = successor.includes('@') ? successor.split('@') : [descriptor.api, successor]
  return `${portalUrl}/fr/catalog/${encodeURIComponent(api ?? '')}/${encodeURIComponent(version ?? '')}`
}
