import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** No violation of WCAG 2.2 AA, nor of axe's best practices, in what the page shows now. */
export async function checkAccessibility(page: Page, what: string): Promise<void> {
  await refuseViolations(new AxeBuilder({ page }).withTags(tags), what)
}

/** What a change of theme can break. */
export async function checkContrast(page: Page, what: string): Promise<void> {
  await refuseViolations(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']), what)
}

async function refuseViolations(axe: AxeBuilder, what: string): Promise<void> {
  const { violations } = await axe.analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
    what,
  )
}
