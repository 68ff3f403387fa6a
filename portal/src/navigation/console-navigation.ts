import type { Translate } from '../i18n/translate.ts'
import type { Visitor } from '../session/visitor.ts'

interface NavigationItem {
  readonly href: string
  readonly label: string
  readonly current: boolean
}

interface NavigationGroup {
  readonly title: string | null
  readonly items: readonly NavigationItem[]
}

/** What this person can go to: each role sees its own work, and nothing that would be refused. */
export function consoleNavigation(visitor: Visitor, lang: string, t: Translate, path: string): NavigationGroup[] {
  const item = (where: string, label: string): NavigationItem => {
    const href = `/${lang}/${where}`
    return { href, label, current: path === href || path.startsWith(`${href}/`) }
  }
  const groups: NavigationGroup[] = [
    { title: null, items: [item('dashboard', t('nav.dashboard')), item('notifications', t('nav.notifications'))] },
  ]
  const decides = visitor.providers.length > 0 || visitor.operator !== null
  if (visitor.consumers.length > 0 || !decides) {
    groups.push({
      title: t('nav.consume'),
      items: [
        item('applications', t('nav.applications')),
        item('requests', t('nav.requests')),
        item('authorizations', t('nav.authorizations')),
      ],
    })
  }
  const review = visitor.mayReview ? [item('review', t('nav.review'))] : []
  const provided = visitor.providers.map(({ organization }) =>
    item(`provider/${organization.id}`, t('nav.provider', { name: organization.name })),
  )
  const stops =
    decides && visitor.mayStop
      ? [item('incidents', t('incidents.title')), item('maintenance', t('maintenance.title'))]
      : []
  const managed = decides && visitor.mayStop ? [item('managed-apis', t('nav.managed'))] : []
  const decided = [...review, ...provided, ...managed, ...stops]
  if (decided.length > 0) groups.push({ title: t('nav.decide'), items: decided })
  const audit = visitor.mayAudit
    ? [item('operator/audit', t('nav.operator.audit')), item('operator/alerts', t('nav.operator.alerts'))]
    : []
  if (visitor.operator === null && audit.length > 0) groups.push({ title: t('nav.operate'), items: audit })
  if (visitor.operator !== null) {
    groups.push({
      title: t('nav.operate'),
      items: [
        item('operator/organizations', t('nav.operator.organizations')),
        item('operator/system', t('nav.operator.system')),
        item('operator/credentials', t('inventory.title')),
        item('operator/protected-persons', t('nav.operator.protected')),
        item('operator/events', t('nav.operator.events')),
        item('operator/mails', t('nav.operator.mails')),
        ...audit,
      ],
    })
  }
  groups.push({
    title: t('nav.me'),
    items: [
      item('organizations', t('nav.organizations')),
      item('webhooks', t('nav.webhooks')),
      item('account', t('nav.account')),
    ],
  })
  return groups
}
