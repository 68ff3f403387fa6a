import type { RecordedEvent } from '../events/event-reader.ts'
import { titleOf } from './topics.ts'

const texts = {
  fr: {
    hello: 'Bonjour,',
    what: (title: string, reference: string) => `${title}${reference === '' ? '' : ` : ${reference}`}.`,
    see: 'Voir et agir :',
    settings: 'Choisir ce dont vous êtes averti :',
  },
  en: {
    hello: 'Hello,',
    what: (title: string, reference: string) => `${title}${reference === '' ? '' : `: ${reference}`}.`,
    see: 'See and act:',
    settings: 'Choose what you are told about:',
  },
} as const

const places: Readonly<Record<string, string>> = {
  access_request: 'requests',
  authorization: 'authorizations',
  application: 'applications',
}

/** Where in the portal an event is seen, below its language. */
export function placeOfEvent({ subject_type, subject_id }: RecordedEvent): string {
  const place = places[subject_type]
  return place === undefined ? 'notifications' : `${place}/${subject_id}`
}

/** The message about an event: what happened and where to act. No datum, no name of a person. */
export function writeMail(
  event: RecordedEvent,
  language: string,
  publicUrl: string,
): { subject: string; body: string } {
  const lang = language === 'en' ? 'en' : 'fr'
  const text = texts[lang]
  const title = titleOf(event.type, lang)
  const { reference } = event.data
  const what = text.what(title, typeof reference === 'string' ? reference : '')
  return {
    subject: `[Octroi] ${title}`,
    body: [
      text.hello,
      '',
      what,
      '',
      `${text.see} ${publicUrl}/${lang}/${placeOfEvent(event)}`,
      `${text.settings} ${publicUrl}/${lang}/notifications`,
      '',
    ].join('\n'),
  }
}
