/** Style of the login pages: the portal's palette on one card. */
export const pageStyle = `:root {
  color-scheme: light dark;
  --paper: #fbfaf6; --surface: #fff; --ink: #15211f; --ink-2: #4a5855; --line: #dedacd; --line-strong: #75807c;
  --brand: #0f5257; --brand-strong: #0a3b3f; --on-brand: #fff; --bad: #a0232a; --bad-soft: #fbe8e7; --focus: #1c5ad0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1514; --surface: #17201f; --ink: #e8efec; --ink-2: #adbab6; --line: #2e3b38; --line-strong: #83918c;
    --brand: #82d3c8; --brand-strong: #a9e5dd; --on-brand: #05211f; --bad: #f6a19b; --bad-soft: #401c1b; --focus: #8fb8ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
}
header, main { width: 100%; max-width: 30rem; margin: 0 auto; padding: 1.25rem 1rem; }
header { display: flex; justify-content: space-between; align-items: center; padding-top: 2rem; }
main { flex: 1; }
.brand { display: inline-flex; gap: .6rem; align-items: center; color: var(--ink); font-weight: 650; text-decoration: none; }
.brand svg { fill: var(--brand); }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 1.75rem; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.2; letter-spacing: -.01em; }
h2 { margin: 0 0 .25rem; font-size: 1.0625rem; }
p { margin: 0 0 1rem; }
.intro { color: var(--ink-2); margin-bottom: 1.5rem; }
label { display: block; margin-bottom: .3rem; font-weight: 600; }
input {
  width: 100%; min-height: 2.9rem; margin-bottom: 1.1rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--paper); border: 1px solid var(--line-strong); border-radius: 6px;
}
button, .button {
  display: inline-block; min-height: 2.9rem; padding: .6rem 1.4rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-brand); background: var(--brand); border: 1px solid var(--brand); border-radius: 6px; text-decoration: none;
}
button:hover, .button:hover { background: var(--brand-strong); border-color: var(--brand-strong); }
form button { width: 100%; }
.quiet { display: inline-block; margin: .75rem 0 0 1.25rem; }
a { color: var(--brand); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.error { margin: 0 0 1.25rem; padding: .9rem 1rem; background: var(--bad-soft); border-left: 4px solid var(--bad); border-radius: 6px; }
.error p { margin: 0; }
.after { margin: 1.25rem 0 0; color: var(--ink-2); }
`
