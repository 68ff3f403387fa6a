/** A kind of error, with the page that explains it. `status` is the usual HTTP status. */
export interface ProblemType {
  readonly status: number
  readonly title: { readonly en: string; readonly fr: string }
  /** Why it happens. */
  readonly cause: { readonly en: string; readonly fr: string }
  /** What to do next. */
  readonly remedy: { readonly en: string; readonly fr: string }
}
