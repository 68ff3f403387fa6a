import { getApi, listApis, listProblems } from '../../api/catalog.ts'
import type { ApiDetail } from '../../api/descriptor.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import { textOf } from '../../i18n/localized-text.ts'
import { translator } from '../../i18n/translate.ts'
import type { PortalSettings } from '../../session/portal-settings.ts'
import { openedFields } from '../catalog/opened-fields.ts'
import { operationInputs } from '../catalog/operation-inputs.ts'
import { schemaRule } from '../catalog/schema-rule.ts'
import { exampleCalls } from '../downloads/example-calls.ts'
import { personasMarkdown } from '../personas/personas-markdown.ts'
import { faresMarkdown } from '../population/fares-markdown.ts'
import { nonRealityMarkdown } from '../population/non-reality-markdown.ts'
import { callCommand } from '../try-it/curl-command.ts'
import { findExample } from './find-example.ts'
import { listGuides } from './guides.ts'
import { fillPlaceholders, placeholdersOf } from './placeholders.ts'

/** The documentation whole, for readers that are programs: guides, sandbox, interfaces, errors. */
export async function fullText(api: ManagementApi, settings: PortalSettings, lang: string): Promise<string> {
  const t = translator(lang)
  const values = placeholdersOf(settings, await findExample(api))
  const guides = (await listGuides(lang)).map(
    ({ title, summary, markdown }) => `# ${title}\n\n${summary}\n\n${fillPlaceholders(markdown, values)}`,
  )
  const sandbox = await Promise.all([
    // Without a sandbox process the rest is still worth reading.
    personasMarkdown(settings, lang, t).catch(() => ''),
    faresMarkdown(settings, lang, t).catch(() => ''),
    nonRealityMarkdown(lang, t),
  ])
  const { items } = await listApis(api)
  const apis = await Promise.all(items.map((item) => getApi(api, item.api, item.version)))
  const problems = (await listProblems(api)).items.map(
    ({ slug, status, title, cause, remedy }) =>
      `## ${slug} (${status})\n\n${textOf(title, lang)}. ${textOf(cause, lang)} ${textOf(remedy, lang)}`,
  )
  const parts = [
    ...guides,
    ...sandbox.filter(Boolean),
    ...apis.map((detail) => apiText(detail, settings.sandboxUrl, lang)),
    `# ${t('problems.title')}`,
    ...problems,
  ]
  return `${parts.map((part) => part.trim()).join('\n\n')}\n`
}

function apiText(detail: ApiDetail, sandboxUrl: string, lang: string): string {
  const t = translator(lang)
  const calls = exampleCalls(detail.descriptor)
  const scopes = detail.scopes.map(({ name, label }) => {
    const fields = openedFields(detail.descriptor, name).map((field) => `\`${field}\``)
    return `- \`${name}\`: ${textOf(label, lang)} (${fields.join(', ')})`
  })
  const operations = detail.descriptor.operations.map((operation) => {
    const inputs = operationInputs(operation, {}).map(
      ({ name, place, required, schema }) => `- \`${name}\` (${place}${required ? ', *' : ''}): ${schemaRule(schema)}`,
    )
    const example = calls.find((call) => call.operation === operation && call.name !== operation.operation_id)
    return [
      `## ${operation.method} ${operation.path}`,
      textOf(operation.summary, lang),
      inputs.join('\n'),
      example === undefined ? '' : `\`\`\`bash\n${callCommand(sandboxUrl, example.call)}\n\`\`\``,
    ]
      .filter(Boolean)
      .join('\n\n')
  })
  const title = `# ${textOf(detail.title, lang)} ${detail.version}`
  return [
    title,
    textOf(detail.description, lang),
    `${t('catalog.title')} · ${detail.api}`,
    scopes.join('\n'),
    ...operations,
  ].join('\n\n')
}
