import type { ChoiceMessages } from '../messages.ts'

export const fr: ChoiceMessages = {
  title: 'Choisir une personne fictive',
  warning: "Bac à sable : personne n'existe ici. N'entrez jamais votre identité.",
  intro: "Cette page tient lieu de FranceConnect. « {client} » recevra l'identité de la personne que vous choisissez.",
  passedOn: 'Ce qui sera transmis',
  search: 'Chercher un nom ou une situation',
  searchButton: 'Chercher',
  everybody: 'Toutes les personnes',
  people: 'Personnes ({count})',
  none: 'Personne ne correspond à cette recherche. Affichez toutes les personnes.',
  continueAs: 'Continuer en tant que {name}',
  cancel: 'Annuler et revenir au service',
  pickTitle: "Personne n'a été choisi",
  pick: 'Choisissez une personne de la liste, ou annulez.',
  requestTitle: 'Cette demande ne mène nulle part',
  requestText:
    "La demande de connexion est invalide ou trop ancienne. Repartez du service ; si vous le développez, vérifiez `client_id`, `redirect_uri` et que l'adresse est enregistrée.",
  identity: 'Identité : {claims}',
  loggedOutTitle: 'Vous êtes déconnecté',
  loggedOut: 'La session du bac à sable est terminée.',
}
