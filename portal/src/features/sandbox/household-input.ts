import { textField } from '../../forms/form-values.ts'

/** How many children the form offers. */
export const childrenOffered = 3

/** The body of `POST /sandbox/households` from the form: empty people are left out, children bear the first adult's name. */
export function householdInput(form: FormData): Record<string, unknown> {
  const commune = textField(form, 'commune')
  const quotient = textField(form, 'quotient')
  const family = textField(form, 'adult1_name')
  const adults = [1, 2].filter((at) => at === 1 || textField(form, `adult${at}_first`) !== '')
  const children = Array.from({ length: childrenOffered }, (_, at) => at + 1).filter(
    (at) => textField(form, `child${at}_first`) !== '',
  )
  return {
    fund: textField(form, 'fund'),
    quotient_familial: quotient === '' ? null : Number(quotient),
    address: {
      street: '1 RUE INVENTÉE',
      postcode: textField(form, 'postcode'),
      city: textField(form, 'city'),
      commune,
    },
    adults: adults.map((at) => ({
      ...member(form, `adult${at}`, textField(form, `adult${at}_name`) || family, commune),
      situations: [{ from: '2020-01', wage: Number(textField(form, `adult${at}_wage`)) || 0 }],
    })),
    children: children.map((at) => member(form, `child${at}`, family, commune)),
  }
}

function member(form: FormData, prefix: string, birthName: string, commune: string) {
  return {
    id: prefix,
    birth_name: birthName,
    first_names: [textField(form, `${prefix}_first`)],
    sex: textField(form, `${prefix}_sex`),
    birth: { date: textField(form, `${prefix}_birth`), country: '99100', commune },
  }
}

/** `/adults/0/birth/date` is the field `adult1_birth` of the form. */
export function householdField(path: string): string {
  const [, list, at, what, more] = path.split('/')
  if (list === 'address') return at ?? 'commune'
  if (list !== 'adults' && list !== 'children') return list === 'quotient_familial' ? 'quotient' : (list ?? '')
  const names: Readonly<Record<string, string>> = {
    birth_name: 'name',
    first_names: 'first',
    sex: 'sex',
    birth: 'birth',
    situations: 'wage',
  }
  if (more === 'commune') return 'commune'
  return `${list === 'adults' ? 'adult' : 'child'}${Number(at ?? 0) + 1}_${names[what ?? ''] ?? 'first'}`
}
