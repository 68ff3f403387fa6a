import type { Config, Topology } from '#config/config.ts'

/** Base URLs as people and programs outside see them, without a trailing slash. */
export interface PublicAddresses {
  readonly portal: string
  readonly production: string
  readonly sandbox: string
}

/** The configured public URLs; without them http://localhost and the port that was bound. */
export function publicAddresses(config: Config, topology: Partial<Topology>): PublicAddresses {
  const local = (name: keyof Topology) => {
    const url = topology[name]
    const port = url === undefined ? config.ports[name] : Number(new URL(url).port)
    return `${config.tls === null ? 'http' : 'https'}://localhost:${port}`
  }
  return {
    portal: config.urls.portal ?? local('control'),
    production: config.urls.production ?? local('gateway-production'),
    sandbox: config.urls.sandbox ?? local('gateway-sandbox'),
  }
}
