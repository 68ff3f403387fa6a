import { listPersonas } from '../../api/sandbox-library.ts'
import { textOf } from '../../i18n/localized-text.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { PortalSettings } from '../../session/portal-settings.ts'

/** The list of personas for readers that are programs. */
export async function personasMarkdown(settings: PortalSettings, lang: string, t: Translate): Promise<string> {
  const { items } = await listPersonas(settings)
  const list = items.map(
    ({ slug, title, story }) => `- [${textOf(title, lang)}](/${lang}/docs/personas/${slug}.md): ${textOf(story, lang)}`,
  )
  return `# ${t('personas.title')}\n\n${t('personas.lead')}\n\n${list.join('\n')}\n`
}
