import type { Role } from '../organizations/member.ts'
import type { OrganizationKind } from '../organizations/organization.ts'

/** An organization of the demonstration. Identifiers come from the block reserved for fictional bodies. */
export interface CastOrganization {
  readonly key: string
  readonly kind: OrganizationKind
  readonly name: string
  readonly slug: string | null
  readonly siret: string
}

export const castOrganizations: readonly CastOrganization[] = [
  { key: 'operator', kind: 'operator', name: 'Opérateur (démonstration)', slug: null, siret: '00000002600013' },
  { key: 'cnaf', kind: 'provider', name: 'CNAF (démonstration)', slug: 'cnaf', siret: '00000003400017' },
  { key: 'cnam', kind: 'provider', name: 'CNAM (démonstration)', slug: 'cnam', siret: '00000004200010' },
  { key: 'msa', kind: 'provider', name: 'MSA (démonstration)', slug: 'msa', siret: '00000005900014' },
  { key: 'cnav', kind: 'provider', name: 'CNAV (démonstration)', slug: 'cnav', siret: '00000013300017' },
  { key: 'cnous', kind: 'provider', name: 'CNOUS (démonstration)', slug: 'cnous', siret: '00000008300014' },
  {
    key: 'mesri',
    kind: 'provider',
    name: 'Enseignement supérieur (démonstration)',
    slug: 'mesri',
    siret: '00000009100017',
  },
  { key: 'men', kind: 'provider', name: 'Éducation nationale (démonstration)', slug: 'men', siret: '00000010900017' },
  {
    key: 'france-travail',
    kind: 'provider',
    name: 'France Travail (démonstration)',
    slug: 'france-travail',
    siret: '00000011700010',
  },
  { key: 'gip-mds', kind: 'provider', name: 'GIP-MDS (démonstration)', slug: 'gip-mds', siret: '00000012500013' },
  { key: 'valmont', kind: 'consumer', name: 'Métropole de Valmont', slug: null, siret: '00000001800010' },
  { key: 'rivebelle', kind: 'consumer', name: 'Agglomération de Rivebelle', slug: null, siret: '00000006700017' },
  { key: 'mobilis', kind: 'editor', name: 'Mobilis Logiciels (démonstration)', slug: null, siret: '00000007500010' },
]

/** A person of the demonstration, in at most one organization. `part` is what demo.json calls the role. */
export interface CastAccount {
  readonly part: string
  readonly email: string
  readonly name: string
  readonly organization: string | null
  readonly roles: readonly Role[]
}

const person = (
  part: string,
  mailbox: string,
  name: string,
  organization: string | null,
  roles: readonly Role[],
): CastAccount => ({ part, email: `${mailbox}@demo.example`, name, organization, roles })

export const castAccounts: readonly CastAccount[] = [
  person('operator administrator', 'operateur.admin', 'Alix Verdier', 'operator', [
    'owner',
    'administrator',
    'auditor',
  ]),
  person('operator auditor', 'auditeur', 'Noé Perrin', 'operator', ['auditor']),
  person('operator reviewer', 'operateur.1', 'Camille Roche', 'operator', ['reviewer']),
  person('operator reviewer', 'operateur.2', 'Dominique Lambert', 'operator', ['reviewer']),
  person('cnaf reviewer', 'cnaf.1', 'Sacha Perrin', 'cnaf', ['owner', 'reviewer']),
  person('cnaf reviewer', 'cnaf.2', 'Claude Moreau', 'cnaf', ['reviewer']),
  person('cnam reviewer', 'cnam.1', 'Noa Garnier', 'cnam', ['owner', 'reviewer']),
  person('msa reviewer', 'msa.1', 'Charlie Faure', 'msa', ['owner', 'reviewer']),
  person('cnav reviewer', 'cnav.1', 'Yaël Bertin', 'cnav', ['owner', 'reviewer']),
  person('cnous reviewer', 'cnous.1', 'Robin Chevalier', 'cnous', ['owner', 'reviewer']),
  person('mesri reviewer', 'mesri.1', 'Lise Marty', 'mesri', ['owner', 'reviewer']),
  person('men reviewer', 'men.1', 'Jordan Picard', 'men', ['owner', 'reviewer']),
  person('france-travail reviewer', 'france-travail.1', 'Sasha Renaud', 'france-travail', ['owner', 'reviewer']),
  person('gip-mds reviewer', 'gip-mds.1', 'Ange Leroux', 'gip-mds', ['owner', 'reviewer']),
  person('transport authority owner', 'valmont', 'Andrea Colin', 'valmont', ['owner', 'developer']),
  person('second transport authority owner', 'rivebelle', 'Maxime Duval', 'rivebelle', ['owner', 'developer']),
  person('editor owner', 'mobilis', 'Lou Marchand', 'mobilis', ['owner', 'developer']),
  person('developer', 'developpeur', 'Eden Blanc', null, []),
]

/** The use case both transport authorities are authorized for. */
export const castUseCase = 'tarification-solidaire-transports'

export interface CastApplication {
  readonly organization: string
  readonly name: string
  readonly description: string
}

export const castApplications = {
  valmont: { organization: 'valmont', name: 'Billettique Valmont', description: 'Tarifs solidaires du réseau urbain.' },
  rivebelle: { organization: 'rivebelle', name: 'Rivebelle Mobilité', description: 'Abonnements à tarif réduit.' },
  mobilis: { organization: 'mobilis', name: 'Mobilis Guichet', description: 'Guichet en ligne de plusieurs réseaux.' },
} as const satisfies Readonly<Record<string, CastApplication>>
