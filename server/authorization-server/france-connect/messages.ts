/** Every sentence of the pages where a person is picked. `{name}` is replaced when rendered. */
export interface ChoiceMessages {
  readonly title: string
  readonly warning: string
  readonly intro: string
  readonly passedOn: string
  readonly search: string
  readonly searchButton: string
  readonly everybody: string
  readonly people: string
  readonly none: string
  readonly continueAs: string
  readonly cancel: string
  readonly pickTitle: string
  readonly pick: string
  readonly requestTitle: string
  readonly requestText: string
  readonly identity: string
  readonly loggedOutTitle: string
  readonly loggedOut: string
}
