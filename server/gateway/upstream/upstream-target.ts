/** One root of a provider. Several share its calls by weight. */
export interface UpstreamTarget {
  readonly origin: string
  /** What the paths of its operations begin with, without trailing slash. */
  readonly basePath: string
  readonly weight: number
}

/** The roots that can be read; one that cannot is none, and with none left the calls are answered 503. */
export function readTargets(
  url: string | null,
  shared: readonly { readonly url: string; readonly weight: number }[] | undefined,
): readonly UpstreamTarget[] {
  const written = shared !== undefined && shared.length > 0 ? shared : url === null ? [] : [{ url, weight: 1 }]
  return written.flatMap(({ url: text, weight }) => {
    const parsed = URL.parse(text)
    return parsed === null ? [] : [{ origin: parsed.origin, basePath: parsed.pathname.replace(/\/$/, ''), weight }]
  })
}
