/** Takes the reader to what was refused. */
export function focusErrorSummary(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
}
