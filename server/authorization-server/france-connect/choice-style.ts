import { pageStyle } from '../interactions/page-style.ts'

/** Style of the page where a person is picked: that of the login pages, and a list. */
export const choiceStyle = `${pageStyle}
header, main { max-width: 44rem; }
.sandbox { margin: .75rem 0 1.25rem; padding: .75rem 1rem; border-left: 4px solid var(--brand); background: var(--paper); font-weight: 600; }
.search { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-bottom: 1rem; }
.search div { flex: 1 1 16rem; }
.search input { margin-bottom: 0; }
.search button { width: auto; }
.persons { list-style: none; margin: 0 0 1.5rem; padding: 0; }
.persons li { padding: .9rem 0; border-top: 1px solid var(--line); }
.persons p { margin: .3rem 0 0; color: var(--ink-2); }
.persons button { text-align: left; }
h2 { margin: 1.25rem 0 .25rem; }
.passed { margin: 0 0 1rem; padding-left: 1.25rem; }
button.plain { width: auto; color: var(--brand); background: transparent; }
button.plain:hover { color: var(--on-brand); }
`
