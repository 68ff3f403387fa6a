/** Which part of a list has a property; 0 of an empty one. */
export function share<T>(list: readonly T[], holds: (item: T) => boolean): number {
  return list.length === 0 ? 0 : list.filter(holds).length / list.length
}
