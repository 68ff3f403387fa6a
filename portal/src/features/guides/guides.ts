/** A page of the documentation, written in Markdown in `src/guides/{language}/{slug}.md`. */
export interface Guide {
  readonly slug: string
  readonly lang: string
  readonly order: number
  readonly title: string
  readonly summary: string
  /** With its placeholders: see `fillPlaceholders`. */
  readonly markdown: string
  readonly html: string
}

interface MarkdownFile {
  readonly frontmatter: { readonly order: number; readonly title: string; readonly summary: string }
  readonly rawContent: () => string
  readonly compiledContent: () => Promise<string>
}

const files = import.meta.glob<MarkdownFile>('../../guides/*/*.md', { eager: true })

/** The guides of a language, in reading order. */
export async function listGuides(lang: string): Promise<Guide[]> {
  const own = Object.entries(files).filter(([path]) => path.includes(`/guides/${lang}/`))
  const guides = own.map(async ([path, file]) => ({
    ...file.frontmatter,
    slug: path.slice(path.lastIndexOf('/') + 1, -'.md'.length),
    lang,
    markdown: file.rawContent().trim(),
    html: await file.compiledContent(),
  }))
  return (await Promise.all(guides)).sort((a, b) => a.order - b.order)
}
