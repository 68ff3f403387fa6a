/** The parts of a call the specification speaks about. */
export interface RequestParts {
  readonly query: string
  readonly pathValues: Readonly<Record<string, string>>
  readonly header: (name: string) => string | undefined
  /** Parsed JSON of the body, or undefined when the operation has none or it is absent. */
  readonly body: unknown
}
