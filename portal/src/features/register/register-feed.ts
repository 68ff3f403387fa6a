import type { RegisterEntry } from '../../api/schemas.ts'
import type { Translate } from '../../i18n/translate.ts'

/** What a feed of the register says of itself. */
export interface FeedHead {
  readonly publicUrl: string
  readonly lang: string
  readonly path: string
  readonly t: Translate
}

function summaryOf({ beneficiary_name, purpose, opened }: RegisterEntry): string {
  const apis = opened.map(({ api, provider_name }) => `${api} (${provider_name})`).join(', ')
  return `${beneficiary_name} — ${apis}. ${purpose}`
}

function titleOf({ reference, title, beneficiary_name }: RegisterEntry): string {
  return `${reference} · ${title || beneficiary_name}`
}

/** Text that may stand in XML: no sign of markup, none that XML 1.0 forbids. */
export function escapeXml(text: string): string {
  const plain = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
  return plain.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** The newest authorizations as an Atom feed (RFC 4287). Identifiers are URNs: they outlive addresses. */
export function atomFeed({ publicUrl, lang, path, t }: FeedHead, entries: readonly RegisterEntry[]): string {
  const self = `${publicUrl}${path}`
  const items = entries.map((entry) =>
    [
      '<entry>',
      `<id>urn:uuid:${entry.id}</id>`,
      `<title>${escapeXml(titleOf(entry))}</title>`,
      `<updated>${entry.valid_from}</updated>`,
      `<author><name>${escapeXml(entry.beneficiary_name)}</name></author>`,
      `<link rel="alternate" href="${escapeXml(`${publicUrl}/${lang}/register/${entry.id}`)}"/>`,
      `<category term="${escapeXml(entry.state)}"/>`,
      `<summary>${escapeXml(summaryOf(entry))}</summary>`,
      '</entry>',
    ].join(''),
  )
  const updated = entries.map(({ valid_from }) => valid_from).sort()
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">`,
    `<id>${escapeXml(self)}</id>`,
    `<title>${escapeXml(t('register.title'))}</title>`,
    `<updated>${updated.at(-1) ?? '1970-01-01T00:00:00Z'}</updated>`,
    `<link rel="self" href="${escapeXml(self)}"/>`,
    `<link rel="alternate" href="${escapeXml(`${publicUrl}/${lang}/register`)}"/>`,
    ...items,
    '</feed>',
  ].join('\n')
}

/** The same as a JSON Feed 1.1. */
export function jsonFeed({ publicUrl, lang, path, t }: FeedHead, entries: readonly RegisterEntry[]): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: t('register.title'),
    home_page_url: `${publicUrl}/${lang}/register`,
    feed_url: `${publicUrl}${path}`,
    language: lang,
    items: entries.map((entry) => ({
      id: `urn:uuid:${entry.id}`,
      url: `${publicUrl}/${lang}/register/${entry.id}`,
      title: titleOf(entry),
      content_text: summaryOf(entry),
      date_published: entry.valid_from,
      tags: [entry.state],
    })),
  })
}
