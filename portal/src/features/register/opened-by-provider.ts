interface Opened {
  readonly provider_name: string
  readonly api: string
}

/** Of what an authorization opens: each provider with its APIs, each once whatever its versions. */
export function openedByProvider(opened: readonly Opened[]): { provider: string; apis: string }[] {
  const apis = new Map<string, Set<string>>()
  for (const { provider_name, api } of opened) apis.set(provider_name, (apis.get(provider_name) ?? new Set()).add(api))
  return [...apis].map(([provider, names]) => ({ provider, apis: [...names].join(', ') }))
}
