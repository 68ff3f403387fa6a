import type { ListenerName, Topology } from '#config/config.ts'

/** Ports a process had in an earlier life, so that it comes back where the others expect it. */
export type Ports = Readonly<Partial<Record<ListenerName, number>>>

/** What the demo profile tells people and tools. Written to demo.json, nowhere else. */
export interface DemoFacts {
  readonly accounts: readonly { readonly role: string; readonly email: string; readonly password: string }[]
  readonly applications: readonly {
    readonly name: string
    readonly environment: string
    readonly client_id: string
    readonly client_secret: string
    readonly scopes: readonly string[]
  }[]
  readonly first_call: { readonly path: string }
  /** The sandbox's public token. */
  readonly demo_token: string
  /** The same application as a client of the sandbox's identity provider. */
  readonly france_connect: {
    readonly client_id: string
    readonly client_secret: string
    readonly redirect_uris: readonly string[]
  }
}

/** From the supervisor to a child, over IPC. */
export type SupervisorMessage =
  /** A door of the process it replaces, with the handle: comes before `start`. */
  | { readonly type: 'door'; readonly listener: ListenerName }
  | { readonly type: 'start'; readonly ports: Ports; readonly enrolmentToken: string }
  | { readonly type: 'topology'; readonly urls: Topology }
  | { readonly type: 'drain' }
  /** Send the doors, then drain: whoever knocks meanwhile is answered by the process that comes next. */
  | { readonly type: 'hand-over' }
  | { readonly type: 'collect-metrics'; readonly id: number }

/** From a child to the supervisor. */
export type ChildMessage =
  | { readonly type: 'bound'; readonly listeners: Readonly<Partial<Topology>> }
  | { readonly type: 'ready'; readonly demo: DemoFacts | null }
  | { readonly type: 'failed'; readonly sentence: string }
  /** One bound address of a listener, with its handle. */
  | { readonly type: 'door'; readonly listener: ListenerName }
  | { readonly type: 'metrics'; readonly id: number; readonly metrics: readonly unknown[] }
