import type { PersonaDetail } from '../../api/sandbox-library.ts'
import { textOf } from '../../i18n/localized-text.ts'
import type { Translate } from '../../i18n/translate.ts'
import { identityRows } from './identity-rows.ts'
import { questionsOf } from './persona-questions.ts'

/** A persona's page for readers that are programs: every member, every call, every answer. */
export function personaMarkdown(persona: PersonaDetail, lang: string, t: Translate, gatewayUrl: string): string {
  const { day } = persona
  const members = persona.persons.map((person) => {
    const rows = identityRows(person, t).map(({ label, name, value }) => `| ${label} | \`${name}\` | ${value} |`)
    const questions = questionsOf(person.calls, day, gatewayUrl).map(({ call, commands }) => {
      const title = [textOf(call.summary, lang), call.variant].filter(Boolean).join(' · ')
      const asked = commands.map(({ command }) => `\`\`\`bash\n${command}\n\`\`\``).join('\n\n')
      const answer = JSON.stringify(call.answer.body, null, 2)
      const person = `${t('persona.person-token')} \`openid identite_pivot ${call.scopes.join(' ')}\``
      const how = call.token === 'person' ? `${person}\n\n` : ''
      return `### ${title}\n\n${how}${asked}\n\n${t('try.status', { status: call.answer.status })}\n\n\`\`\`json\n${answer}\n\`\`\``
    })
    const table = [
      `| ${t('persona.trait')} | ${t('persona.parameter')} | ${t('persona.value')} |`,
      '| --- | --- | --- |',
      ...rows,
    ]
    return [`## ${person.prenoms[0]} ${person.nomNaissance}`, table.join('\n'), ...questions].join('\n\n')
  })
  const lead = `# ${textOf(persona.title, lang)}\n\n${textOf(persona.story, lang)}\n\n${t('persona.day.text', { day })}`
  return `${[lead, ...members].join('\n\n')}\n`
}
