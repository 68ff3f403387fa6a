/** One question to the directory of data subjects. */
export interface RegistrationQuery {
  readonly organizationId: string
  readonly api: string
  readonly identityHash: string
}

/** Asks control whether an organization keeps a file on a person. */
export interface RegistrationCheck {
  /** Known from a moment ago, or null when control has to be asked. */
  known(query: RegistrationQuery): boolean | null
  /** @throws Unavailable when control does not answer in time: nobody is let through on doubt. */
  ask(query: RegistrationQuery): Promise<boolean>
}
