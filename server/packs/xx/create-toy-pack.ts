import type { CountryPack } from '#core/ports/country-pack.ts'
import { addToyBusinessDays, isToyBusinessDay } from './toy-business-days.ts'

/** An organization of the toy country: two capitals, four digits and the remainder of the digits by 7. */
function canonicalRegister(value: string): string | null {
  const match = /^([A-Z]{2})(\d{4})([0-6])$/.exec(value.trim().toUpperCase())
  return match && Number(match[2]) % 7 === Number(match[3]) ? match[0] : null
}

/** A country that does not exist. It proves that nothing French is baked into the platform. */
export function createToyPack(): CountryPack {
  const basis = { fallback: 'en', texts: { en: 'Toy act on data sharing, section 1' } }
  return {
    country: 'xx',
    timeZone: 'Pacific/Kiritimati',
    locales: ['en'],
    organizationIdentifiers: { 'xx:register': canonicalRegister },
    recipientScheme: 'xx:register',
    markOf(value) {
      const kind = /^XX-(T|R)\d{6}$/.exec(value)?.[1]
      if (kind === undefined) return 'unmarked'
      return kind === 'T' ? 'synthetic' : 'possibly_real'
    },
    isBusinessDay: isToyBusinessDay,
    addBusinessDays: addToyBusinessDays,
    officeHours: { from: '09:00', to: '17:00' },
    currency: 'XTS',
    legalBases: [{ id: 'xx-sharing-1', label: basis, url: null }],
    useCases: [],
  }
}
