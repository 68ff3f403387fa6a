/** Milliseconds without typing after which a draft is saved. */
const restMs = 8000

/**
 * Saves a draft by itself: what the "save" button does, sent in the background. A form that cannot be saved stays
 * as it is, and its buttons say why.
 */
export function saveDrafts(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-autosave]')
  const says = form?.querySelector<HTMLElement>('[data-autosave-state]')
  const etag = form?.querySelector<HTMLInputElement>('input[name=_etag]')
  if (form == null || says == null || etag == null) return
  let timer = 0
  let running: Promise<void> = Promise.resolve()
  let left = false
  const tell = (state: 'saved' | 'unsaved') => {
    says.textContent = says.dataset[state] ?? ''
  }
  async function save(): Promise<void> {
    if (form == null || etag == null || left) return
    const values = new FormData(form)
    values.set('_action', 'autosave')
    const body = new URLSearchParams([...values].map(([name, value]) => [name, String(value)]))
    const answer = await fetch(location.pathname, { method: 'POST', body, redirect: 'follow' }).catch(() => null)
    const next = new DOMParser().parseFromString((await answer?.text().catch(() => '')) ?? '', 'text/html')
    const tag = next.querySelector<HTMLInputElement>('form[data-autosave] input[name=_etag]')?.value
    if (answer?.ok !== true || tag === undefined) return tell('unsaved')
    etag.value = tag
    tell('saved')
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      running = running.then(save)
    }, restMs)
  })
  form.addEventListener('submit', () => {
    left = true
    clearTimeout(timer)
  })
}
