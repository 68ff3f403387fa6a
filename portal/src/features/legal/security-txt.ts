/** Contact files older than a year are not to be believed: this one is made anew for each reader. */
const validDays = 180

/** Where to report a weakness (RFC 9116); null where nobody said. */
export function securityTxt(
  contact: string | null,
  publicUrl: string,
  languages: readonly string[],
  now: number,
): string | null {
  if (contact === null) return null
  return [
    `Contact: ${contact.startsWith('https://') ? contact : `mailto:${contact}`}`,
    `Expires: ${new Date(now + validDays * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`,
    `Preferred-Languages: ${languages.join(', ')}`,
    `Canonical: ${publicUrl}/.well-known/security.txt`,
    '',
  ].join('\n')
}
