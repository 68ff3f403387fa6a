/** Shows the copy button of each code block where the clipboard can be written. */
export function addCopyButtons(): void {
  if (navigator.clipboard === undefined) return
  for (const block of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    const button = block.querySelector<HTMLButtonElement>('.copy')
    const code = block.querySelector('code')
    if (button === null || code === null) continue
    const label = button.textContent
    button.hidden = false
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.textContent ?? '')
      button.textContent = button.dataset['copied'] ?? label
      setTimeout(() => {
        button.textContent = label
      }, 2000)
    })
  }
}
