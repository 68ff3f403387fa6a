/** A small valid catalogue specification; `change` edits a fresh deep copy. */
export function buildSpecification(change: (document: SpecificationDraft) => void = () => {}): SpecificationDraft {
  const document = structuredClone(template)
  change(document)
  return document
}

// biome-ignore lint/suspicious/noExplicitAny: a draft is edited freely, broken on purpose too
export type SpecificationDraft = any

const text = (fr: string, en: string) => ({ fallback: 'fr', texts: { fr, en } })

const template = {
  openapi: '3.1.0',
  info: { title: 'Quotient familial', version: '1.0.0' },
  'x-octroi': {
    api: 'quotient-familial',
    version: 'v3',
    title: text('Quotient familial', 'Family quotient'),
    description: text('Le quotient familial', 'The family quotient'),
    provider: 'cnaf',
    sensitivity: 'normal',
    visibility: 'public',
    error_envelope: 'problem',
    provider_code: '35',
    plans: {
      production: { limits: [{ name: 'day', period: 'day', limit: 1000, hard: true }], concurrency: 50 },
      sandbox: { limits: [{ name: 'minute', period: 'minute', limit: 300, hard: true }], concurrency: 20 },
    },
    legal_bases: ['fr-crpa-l114-8'],
    always: ['links', 'meta'],
    scopes: [
      {
        name: 'cnaf_quotient_familial',
        label: text('QF', 'QF'),
        description: text('QF', 'QF'),
        opens: ['data.quotient_familial'],
      },
      {
        name: 'cnaf_enfants',
        label: text('Enfants', 'Children'),
        description: text('Enfants', 'Children'),
        opens: ['data.enfants'],
      },
      {
        name: 'cnaf_adresse',
        label: text('Adresse', 'Address'),
        description: text('Adresse', 'Address'),
        opens: ['data.adresse.ville'],
      },
    ],
    lifecycle: { released: '2024-10-01', deprecated: null, sunset: null, successor: null },
    upstream_deadline_ms: 2000,
    test_persons: [
      {
        operation_id: 'getQuotientFamilialIdentite',
        query: 'nomNaissance=SPECIMEN&prenoms[]=Camille&recipient=21690123100011',
      },
    ],
  },
  paths: {
    '/v3/dss/quotient_familial/identite': {
      get: {
        operationId: 'getQuotientFamilialIdentite',
        summary: 'Quotient familial par identité',
        'x-octroi-authentication': ['oauth', 'static_bearer'],
        'x-octroi-recipient': 'recipient',
        'x-octroi-personal': ['nomNaissance', 'prenoms', 'anneeDateNaissance', 'numeroSecu'],
        parameters: [
          { name: 'recipient', in: 'query', required: true, schema: { type: 'string', pattern: '^\\d{14}$' } },
          { name: 'nomNaissance', in: 'query', required: true, schema: { $ref: '#/components/schemas/Name' } },
          {
            name: 'prenoms[]',
            in: 'query',
            required: true,
            schema: { type: 'array', minItems: 1, maxItems: 3, items: { $ref: '#/components/schemas/Name' } },
          },
          { name: 'anneeDateNaissance', in: 'query', schema: { type: 'integer', minimum: 1900 } },
          { name: 'numeroSecu', in: 'query', schema: { type: 'string', pattern: '^\\d{15}$' } },
          { name: 'annee', in: 'query', schema: { type: 'integer' } },
        ],
        responses: {
          '200': {
            description: 'ok',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Name: { type: 'string', minLength: 1, maxLength: 100, pattern: "^[A-Za-zÀ-ÖØ-öø-ÿ' -]+$" },
      Child: { type: 'object', properties: { prenoms: { type: 'string' }, date_naissance: { type: 'string' } } },
      Answer: {
        type: 'object',
        required: ['data', 'links', 'meta'],
        properties: {
          data: {
            type: 'object',
            properties: {
              quotient_familial: {
                type: 'object',
                properties: { valeur: { type: 'integer' }, annee: { type: 'integer' } },
              },
              enfants: { type: 'array', items: { $ref: '#/components/schemas/Child' } },
              adresse: { type: 'object', properties: { ville: { type: 'string' }, rue: { type: 'string' } } },
            },
          },
          links: { type: 'object' },
          meta: { type: 'object' },
        },
      },
    },
  },
}
