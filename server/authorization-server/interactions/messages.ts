/** Every sentence of the login pages. `{name}` is replaced when rendered. */
export interface Messages {
  readonly loginTitle: string
  readonly loginIntro: string
  readonly portal: string
  readonly commandLine: string
  readonly email: string
  readonly password: string
  readonly submit: string
  readonly noAccount: string
  readonly signUp: string
  readonly refusedTitle: string
  readonly refused: string
  readonly throttled: string
  readonly incomplete: string
  readonly logoutTitle: string
  readonly logoutQuestion: string
  readonly logoutYes: string
  readonly logoutNo: string
  readonly loggedOutTitle: string
  readonly loggedOut: string
  readonly errorTitle: string
  readonly errorText: string
  readonly unavailableTitle: string
  readonly unavailableText: string
  readonly home: string
  readonly otherLanguage: string
}
