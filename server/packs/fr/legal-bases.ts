import type { LegalBasis } from '#core/ports/country-pack.ts'

/** Consolidated codes on Legifrance. An article's own address changes with its version, a code's does not. */
const code = (id: string): string => `https://www.legifrance.gouv.fr/codes/texte_lc/${id}`

const relationsWithThePublic = code('LEGITEXT000031366350')
const transport = code('LEGITEXT000023086525')
const education = code('LEGITEXT000006071191')
const socialAction = code('LEGITEXT000006074069')
const socialSecurity = code('LEGITEXT000006073189')
const localAuthorities = code('LEGITEXT000006070633')

function basis(id: string, url: string, fr: string, en: string): LegalBasis {
  return { id, url, label: { fallback: 'fr', texts: { fr, en } } }
}

/** Texts that a French request may cite, each with what it allows in our own words. */
export const frenchLegalBases: readonly LegalBasis[] = [
  basis(
    'fr-crpa-l114-8',
    relationsWithThePublic,
    "CRPA, article L114-8 : les administrations s'échangent les données strictement nécessaires pour traiter une demande ou pour informer une personne de ses droits",
    'Code of relations with the public, article L114-8: administrations exchange the data strictly needed to handle an application or to tell a person about their rights',
  ),
  basis(
    'fr-crpa-l100-3-1',
    relationsWithThePublic,
    "CRPA, article L100-3, 1° : ce qu'est une administration au sens de ce code (État, collectivités, établissements publics administratifs, organismes chargés d'un service public administratif)",
    'Code of relations with the public, article L100-3, 1°: who counts as an administration (State, local authorities, public administrative bodies, bodies in charge of a public administrative service)',
  ),
  basis(
    'fr-transports-l1113-1',
    transport,
    'Code des transports, article L1113-1 : réduction tarifaire pour les personnes dont les ressources sont sous le plafond de la complémentaire santé solidaire',
    'Transport code, article L1113-1: reduced fares for persons whose resources are below the ceiling of the complementary health cover',
  ),
  basis(
    'fr-transports-l1231-1',
    transport,
    "Code des transports, article L1231-1 : qui est l'autorité organisatrice de la mobilité sur un territoire",
    'Transport code, article L1231-1: which body is the mobility authority of a territory',
  ),
  basis(
    'fr-transports-l1231-3',
    transport,
    "Code des transports, article L1231-3 : la région, autorité organisatrice de la mobilité d'intérêt régional",
    'Transport code, article L1231-3: the region as mobility authority for regional services',
  ),
  basis(
    'fr-transports-l3111-7',
    transport,
    'Code des transports, article L3111-7 : organisation du transport scolaire',
    'Transport code, article L3111-7: organisation of school transport',
  ),
  basis(
    'fr-education-l214-18',
    education,
    "Code de l'éducation, article L214-18 : organisation et fonctionnement des transports scolaires",
    'Education code, article L214-18: organisation and operation of school transport',
  ),
  basis(
    'fr-casf-l123-5',
    socialAction,
    "Code de l'action sociale et des familles, article L123-5 : missions d'action sociale du centre communal",
    "Code of social action and families, article L123-5: the municipal social centre's missions",
  ),
  basis(
    'fr-cgct-l2121-29',
    localAuthorities,
    'Code général des collectivités territoriales, article L2121-29 : le conseil municipal règle les affaires de la commune, dont ses tarifs',
    'General code of local authorities, article L2121-29: the municipal council decides the affairs of the municipality, its fares included',
  ),
  basis(
    'fr-css-l114-12',
    socialSecurity,
    'Code de la sécurité sociale, article L114-12 : les organismes de protection sociale se communiquent les renseignements nécessaires à leurs missions',
    'Social security code, article L114-12: social protection bodies share the information their missions need',
  ),
]
