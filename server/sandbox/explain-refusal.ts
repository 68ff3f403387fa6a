import type { Refusal } from './refusal.ts'

/** What to change after a refusal, by its rule; by its stage where the rule says nothing more. */
const remedies: Readonly<Record<string, string>> = {
  'near-first-names-need-the-full-date':
    "Une erreur de saisie dans un prénom n'est tolérée qu'avec la date de naissance complète : donnez le mois et le jour.",
  'several-persons': 'Ajoutez les autres prénoms, la date complète et la commune de naissance.',
  'income-not-declared':
    "Prenez une personne dont le foyer a déclaré ses ressources : sans elles, il n'y a pas de quotient.",
  'outside-the-window': "Demandez le mois en cours ou l'un des vingt-trois précédents.",
  'half-a-period': "Donnez l'année et le mois, ou aucun des deux.",
  'too-many-tables':
    'Interrogez une personne avec les seuls barèmes de votre réseau ; redemander le même barème est toujours permis.',
  'cancelled-number':
    'Le registre a annulé ce numéro : utilisez le numéro actuel de la personne, que son persona documente.',
  'identity-mismatch':
    "Le numéro et l'identité de contrôle doivent être de la même personne : prenez-les tous deux du même persona.",
  deceased: 'La personne est décédée : prenez-en une autre, ou avancez moins loin dans le temps.',
}

const byStage: Readonly<Record<Refusal['stage'], string>> = {
  control: "Corrigez le paramètre nommé par `source` ; personne n'a été recherché.",
  identification:
    "Vérifiez nom de naissance, année et lieu de naissance ; au bac à sable, prenez l'état civil d'un persona documenté.",
  fund: "La personne existe mais n'a pas ce dossier : prenez un persona qui l'a, ou traitez ce 404 comme une réponse ordinaire.",
}

/** What a developer changes so that the refused demand is answered. */
export function explainRefusal({ rule, stage }: Refusal): string {
  return remedies[rule] ?? byStage[stage]
}
