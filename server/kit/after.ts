/**
 * Goes on with a value as soon as it is there: at once when it is no promise, so that what need not wait does not.
 * What `next` throws is thrown, or rejects the promise answered.
 */
export function after<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}
