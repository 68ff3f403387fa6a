/** A second click while the first is on its way sends nothing. The server holds without it. */
export function guardDoubleSubmit(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[method="post"]')) {
    let sent = false
    form.addEventListener('submit', (event) => {
      if (sent) event.preventDefault()
      sent = true
    })
  }
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}
