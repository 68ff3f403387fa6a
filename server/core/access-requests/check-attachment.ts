import { InvalidInput } from '../errors.ts'
import { type AttachmentType, mostAttachmentBytes } from './attachment.ts'

interface KnownType {
  readonly type: AttachmentType
  readonly endings: readonly string[]
  /** First bytes of every file of the type. */
  readonly magic: readonly number[]
}

const knownTypes: readonly KnownType[] = [
  { type: 'application/pdf', endings: ['pdf'], magic: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/png', endings: ['png'], magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', endings: ['jpg', 'jpeg'], magic: [0xff, 0xd8, 0xff] },
]

/**
 * The name and type of a document, told from its bytes and never from what its sender says.
 * @throws InvalidInput naming the rule broken: `document-size`, `document-name`, or `document-type` when the bytes are of no type accepted or
 * the name says another one.
 */
export function checkAttachment(
  name: string,
  bytes: Uint8Array,
): { readonly name: string; readonly type: AttachmentType } {
  if (bytes.length === 0 || bytes.length > mostAttachmentBytes) {
    throw invalid('/content', 'document-size', `A document has 1 to ${mostAttachmentBytes} bytes.`)
  }
  const plain = name.trim()
  // Letters and figures of any script: control and bidirectional characters could disguise what a file is.
  if (!/^[\p{L}\p{M}\p{N}_()'’ -][\p{L}\p{M}\p{N}_()'’. -]{0,119}$/u.test(plain)) {
    throw invalid(
      '/name',
      'document-name',
      'Name the file with letters, figures, spaces, hyphens and dots, 120 at most.',
    )
  }
  const known = knownTypes.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte))
  const ending = plain.split('.').at(-1)?.toLowerCase() ?? ''
  if (known === undefined || !known.endings.includes(ending)) {
    throw invalid('/content', 'document-type', 'Send a PDF, PNG or JPEG file whose name says so.')
  }
  return { name: plain, type: known.type }
}

function invalid(field: string, rule: string, message: string): InvalidInput {
  return new InvalidInput({ problem: 'invalid-request', errors: [{ field, rule, message }] })
}
