import { escapeHtml } from './escape-html.ts'
import { type Language, languages } from './languages.ts'

const logo =
  '<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path d="M2 29V9.5h3.2V12H9V9.5h3.2V12h7.6V9.5H23V12h3.8V9.5H30V29h-8.4V22a5.6 5.6 0 0 0-11.2 0v7z"/></svg>'

export interface PageFrame {
  readonly publicUrl: string
  /** Path under which the style sheet is served. */
  readonly basePath: string
  readonly language: Language
  /** Address of this page in another language, where it has one. */
  readonly inOther?: { readonly language: Language; readonly href: string }
}

/** A whole page. `title` is plain text, `main` is HTML made by us with everything foreign escaped. */
export function renderPage(frame: PageFrame, title: string, main: string): string {
  const { language, basePath, publicUrl } = frame
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)} · Octroi</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="${basePath}/style.css">
</head>
<body>
<header><a class="brand" href="${escapeHtml(publicUrl)}/${language}">${logo}<span>Octroi</span></a>${renderSwitch(frame)}</header>
<main id="content"><div class="card">
${main}
</div></main>
</body>
</html>
`
}

function renderSwitch({ inOther, language }: PageFrame): string {
  if (!inOther) return ''
  const { href, language: other } = inOther
  return `<a href="${escapeHtml(href)}" hreflang="${other}" lang="${other}">${escapeHtml(languages[language].otherLanguage)}</a>`
}

/** A page that only says something, with the way home. */
export function renderNotice(frame: PageFrame, title: string, text: string): string {
  const home = languages[frame.language].home
  return renderPage(
    frame,
    title,
    `<h1>${escapeHtml(title)}</h1>
<p class="intro">${escapeHtml(text)}</p>
<a class="button" href="${escapeHtml(frame.publicUrl)}/${frame.language}">${escapeHtml(home)}</a>`,
  )
}
