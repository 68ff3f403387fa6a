import type { Translate } from '../../i18n/translate.ts'
import { escapeHtml } from './placeholders.ts'

/** Gives each code block of a guide what `CodeBlock` has: a label, a place in the tab order, a copy button. */
export function codeFigures(html: string, t: Translate): string {
  const label = escapeHtml(t('docs.command'))
  const button = `<button type="button" class="copy" hidden data-copied="${escapeHtml(t('code.copied'))}">${escapeHtml(t('code.copy'))}</button>`
  let count = 0
  return html
    .replaceAll(/<pre[^>]*>/g, () => {
      count += 1
      const open = `<figure class="code" data-copy><figcaption><span>${label} ${count}</span>${button}</figcaption>`
      return `${open}<pre tabindex="0" role="group" aria-label="${label} ${count}">`
    })
    .replaceAll(/<code class="[^"]*">/g, '<code>')
    .replaceAll('</pre>', '</pre></figure>')
}
