import type { Incident } from '../../api/incidents.ts'
import { textOf } from '../../i18n/localized-text.ts'
import type { FeedHead } from '../register/register-feed.ts'
import { escapeXml } from '../register/register-feed.ts'

/** Incidents as an Atom feed (RFC 4287): an entry changes with each thing said. */
export function incidentFeed({ publicUrl, lang, path, t }: FeedHead, incidents: readonly Incident[]): string {
  const page = `${publicUrl}/${lang}/status`
  const updated = (one: Incident) => one.updates[0]?.at ?? one.opened_at
  const entries = incidents.map((one) =>
    [
      '<entry>',
      `<id>urn:uuid:${one.id}</id>`,
      `<title>${escapeXml(textOf(one.title, lang))}</title>`,
      `<updated>${updated(one)}</updated>`,
      `<published>${one.opened_at}</published>`,
      `<link rel="alternate" href="${escapeXml(`${page}#incident-${one.id}`)}"/>`,
      `<category term="${one.closed_at === null ? one.severity : 'resolved'}"/>`,
      `<summary>${escapeXml(one.updates.map(({ text }) => textOf(text, lang)).join('\n'))}</summary>`,
      '</entry>',
    ].join(''),
  )
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">`,
    `<id>${escapeXml(publicUrl + path)}</id>`,
    `<title>${escapeXml(t('status.title'))}</title>`,
    `<updated>${incidents.map(updated).sort().at(-1) ?? '1970-01-01T00:00:00Z'}</updated>`,
    `<author><name>Octroi</name></author>`,
    `<link rel="self" href="${escapeXml(publicUrl + path)}"/>`,
    `<link rel="alternate" href="${escapeXml(page)}"/>`,
    ...entries,
    '</feed>',
  ].join('\n')
}
