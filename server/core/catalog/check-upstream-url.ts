import { InvalidInput } from '../errors.ts'

/**
 * The root of an upstream without its trailing slash. Where it may point is the gateway's decision at connect
 * time, by address: a name proves nothing here.
 * @throws InvalidInput for anything but http(s) without credentials, query or fragment.
 */
export function checkUpstreamUrl(text: string, field = '/upstream_url'): string {
  const url = URL.canParse(text) ? new URL(text) : null
  const isPlain =
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    !text.includes('?') &&
    !text.includes('#')
  if (isPlain) return url.href.replace(/\/+$/, '')
  throw new InvalidInput({
    problem: 'invalid-request',
    errors: [
      {
        field,
        rule: 'http-url',
        message: 'Give an http(s) URL without credentials, query or fragment.',
      },
    ],
  })
}
