import type { ChoiceMessages } from '../messages.ts'

export const en: ChoiceMessages = {
  title: 'Pick a fictional person',
  warning: 'Sandbox: nobody here exists. Never enter your own identity.',
  intro: 'This page stands for FranceConnect. “{client}” will receive the identity of the person you pick.',
  passedOn: 'What will be passed on',
  search: 'Search a name or a situation',
  searchButton: 'Search',
  everybody: 'All persons',
  people: 'Persons ({count})',
  none: 'Nobody matches this search. Show all persons.',
  continueAs: 'Continue as {name}',
  cancel: 'Cancel and go back to the service',
  pickTitle: 'Nobody was picked',
  pick: 'Pick a person of the list, or cancel.',
  requestTitle: 'This request leads nowhere',
  requestText:
    'The login request is invalid or too old. Start again from the service; if you build it, check `client_id`, `redirect_uri` and that the address is registered.',
  identity: 'Identity: {claims}',
  loggedOutTitle: 'You are logged out',
  loggedOut: 'The session in the sandbox has ended.',
}
