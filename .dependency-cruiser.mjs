/** One rule: its name, the sentence a developer reads when it is broken, from where, to where. */
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** A driver lives in one folder, so that replacing it is one folder's work. */
const confined = (driver, folders, comment) =>
  only(
    `${driver.replaceAll(/[^a-z-]/g, '')}-is-confined`,
    comment,
    { path: '^server/', pathNot: folders },
    { path: `node_modules/(${driver})/` },
  )

const surfaces = '^server/(authorization-server|control-plane|gateway|sandbox)/'

export default {
  forbidden: [
    only(
      'no-cycles',
      'Two files that need each other are one idea: merge them or turn one around.',
      {},
      { circular: true },
    ),
    only(
      'surfaces-are-strangers',
      'The surfaces share only core and kit: each can run in a process of its own.',
      { path: surfaces },
      { path: surfaces, pathNot: '^server/$1/' },
    ),
    only(
      'adapters-are-wired-once',
      'Ask for a port; platform.ts chooses the machine.',
      { path: '^server/', pathNot: '^server/(platform\\.ts|platform/|adapters/)' },
      { path: '^server/adapters/' },
    ),
    only(
      'adapters-do-not-mix',
      'An adapter knows its own machine only.',
      { path: '^server/adapters/([^/]+)/' },
      { path: '^server/adapters/', pathNot: '^server/adapters/$1/' },
    ),
    only(
      'adapters-know-ports-only',
      'An adapter implements ports of core; it never calls a surface.',
      { path: '^server/adapters/' },
      { path: `${surfaces}|^server/(config|platform|processes)` },
    ),
    only(
      'configuration-is-handed-down',
      'Take the values you need as arguments; only the composition reads the configuration.',
      { path: '^server/', pathNot: '^server/(main\\.ts|platform\\.ts|platform/|processes/|config/)' },
      { path: '^server/config/' },
    ),
    only(
      'composition-is-the-top',
      'Nothing imports the composition root but main.ts and the processes it starts.',
      { path: '^server/', pathNot: '^server/(main\\.ts|platform\\.ts|platform/|processes/)' },
      { path: '^server/(main\\.ts|platform\\.ts|platform/|processes/)' },
    ),
    only(
      'core-is-pure',
      'core holds rules; machines live in adapters. Its only package is the schema library.',
      { path: '^server/core/' },
      { pathNot: '^server/(core|kit)/|node_modules/zod/|^(node:)?(crypto|buffer|assert|util)$' },
    ),
    only(
      'kit-is-free',
      'kit knows nothing about us.',
      { path: '^server/kit/' },
      { path: '^server/', pathNot: '^server/kit/' },
    ),
    only(
      'countries-through-their-port',
      'Ask the country pack for what is French; only the composition chooses one.',
      { path: '^server/', pathNot: '^server/(packs|platform\\.ts|platform/)' },
      { path: '^server/packs/' },
    ),
    only(
      'provider-by-its-door',
      'Use oidc-provider through its package root: its inside changes without notice.',
      { path: '^server/' },
      { path: 'node_modules/oidc-provider/lib/(?!index)' },
    ),
    only('portal-talks-http', 'The portal knows specs, not server code.', { path: '^portal/' }, { path: '^server/' }),
    only(
      'shipped-code-ignores-tests',
      'What ships must not need test/.',
      { path: '^(server|portal)/' },
      { path: '^test/' },
    ),
    confined(
      'kysely|pg|@electric-sql/pglite',
      '^server/adapters/postgres/',
      'SQL is spoken in adapters/postgres only.',
    ),
    confined('redis|rate-limiter-flexible', '^server/adapters/redis/', 'Redis is spoken in adapters/redis only.'),
    confined('undici', '^server/gateway/', 'Only the gateway calls upstreams.'),
    confined('oidc-provider', '^server/authorization-server/', 'OAuth lives in the authorization server.'),
    confined('nodemailer', '^server/adapters/smtp/', 'Mail has one adapter.'),
    confined('express', '^server/(control-plane|authorization-server)/', 'express serves the control plane only.'),
    confined('pino|prom-client', '^server/adapters/observability/', 'Logs and metrics have one adapter.'),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.astro|generated)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
}
