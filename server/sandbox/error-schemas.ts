/** Error bodies as `specs/shared/error-envelope.yaml` and `problem.yaml` describe them; a conformance test compares. */
export const errorSchemas = {
  particulier: {
    type: 'object',
    additionalProperties: false,
    required: ['errors'],
    properties: {
      errors: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['code', 'title', 'detail', 'source', 'meta'],
          properties: {
            code: { type: 'string', pattern: '^[0-9]{5}$' },
            title: { type: 'string', minLength: 1 },
            detail: { type: 'string', minLength: 1 },
            source: {
              type: ['object', 'null'],
              additionalProperties: false,
              minProperties: 1,
              maxProperties: 1,
              properties: { parameter: { type: 'string' }, header: { type: 'string' } },
            },
            meta: {
              type: 'object',
              required: ['provider'],
              properties: {
                provider: { type: ['string', 'null'] },
                stage: { enum: ['control', 'identification', 'fund'] },
                retry_in: { type: 'integer', minimum: 0 },
                explain: { type: 'string', minLength: 1 },
              },
            },
          },
        },
      },
    },
  },
  problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail'],
    properties: {
      type: { type: 'string', format: 'uri-reference' },
      title: { type: 'string', minLength: 1 },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { type: 'string', minLength: 1 },
      explain: { type: 'string', minLength: 1 },
    },
  },
} as const
