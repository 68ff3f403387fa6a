import type { AnswerFraming } from './parse-answer-head.ts'

/** Takes the bytes of a body as they come and hands on its content. */
export interface BodyDecoder {
  /**
   * Hands content to `emit`. Answers how many bytes at the end of `bytes` are no longer of this body, or
   * `more` when it goes on, or `broken` when its framing is.
   */
  push(bytes: Buffer, emit: (content: Buffer) => void): number | 'more' | 'broken'
}

export function createBodyDecoder(framing: AnswerFraming): BodyDecoder {
  if (framing.kind === 'length') return lengthDecoder(framing.length)
  if (framing.kind === 'chunked') return chunkedDecoder()
  return {
    push(bytes, emit) {
      emit(bytes)
      return 'more'
    },
  }
}

function lengthDecoder(length: number): BodyDecoder {
  let left = length
  return {
    push(bytes, emit) {
      const taken = bytes.length <= left ? bytes : bytes.subarray(0, left)
      left -= taken.length
      if (taken.length > 0) emit(taken)
      return left > 0 ? 'more' : bytes.length - taken.length
    },
  }
}

const maxLineBytes = 8 * 1024

/** RFC 9112 section 7.1: extensions and trailers are read over, bounded; every line ends with CRLF. */
function chunkedDecoder(): BodyDecoder {
  let state: 'size' | 'content' | 'end of content' | 'trailer' = 'size'
  let left = 0
  let line = ''
  let trailerBytes = 0
  let isDone = false

  /** Takes one line into `line`; null while its end is not there, -1 when it is broken, else where it ends. */
  function takeLine(bytes: Buffer, at: number): number | null {
    const feed = bytes.indexOf(0x0a, at)
    line += bytes.toString('latin1', at, feed < 0 ? bytes.length : feed + 1)
    if (line.length > maxLineBytes) return -1
    if (feed < 0) return null
    return /^[\t -~\x80-\xff]*\r\n$/.test(line) ? feed + 1 : -1
  }

  function onLine(): boolean {
    const text = line.slice(0, -2)
    line = ''
    if (state === 'end of content') {
      state = 'size'
      return text === ''
    }
    if (state === 'trailer') {
      trailerBytes += text.length
      isDone = text === ''
      return trailerBytes <= maxLineBytes
    }
    const size = /^([0-9A-Fa-f]{1,8})(?:[\t ]*;.*)?$/.exec(text)
    left = size ? Number.parseInt(size[1] ?? '', 16) : 0
    state = left === 0 ? 'trailer' : 'content'
    return size !== null
  }

  return {
    push(bytes, emit) {
      let at = 0
      while (at < bytes.length && !isDone) {
        if (state === 'content') {
          const end = Math.min(bytes.length, at + left)
          emit(bytes.subarray(at, end))
          left -= end - at
          at = end
          if (left === 0) state = 'end of content'
          continue
        }
        const end = takeLine(bytes, at)
        if (end === null) return 'more'
        if (end < 0 || !onLine()) return 'broken'
        at = end
      }
      return isDone ? bytes.length - at : 'more'
    },
  }
}
