/** A path of this portal to return to; anything that could lead elsewhere becomes the fallback. */
export function safeNext(next: string | null, fallback: string): string {
  if (next === null || !/^\/[a-z]{2}(\/[A-Za-z0-9/_.~-]*)?(\?[\x21-\x7e]*)?$/.test(next)) return fallback
  return next.includes('//') || next.includes('\\') ? fallback : next
}
