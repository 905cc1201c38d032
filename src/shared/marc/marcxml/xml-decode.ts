/** The document names an encoding that cannot be decoded here. */
export class UnsupportedEncodingError extends Error {
  readonly encoding: string;
  constructor(encoding: string) {
    super(`Unsupported encoding: ${encoding}`);
    this.encoding = encoding;
  }
}

/** Bytes of the beginning that are looked at for the XML declaration. */
const DECLARATION_BYTES = 512;

const concat = (parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** The encoding of an XML document by its byte order mark, its first bytes or its declaration; UTF-8 otherwise. */
export const xmlEncoding = (start: Uint8Array): string => {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (start[0] === 0x3c && start[1] === 0) return 'utf-16le';
  if (start[0] === 0 && start[1] === 0x3c) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(start.subarray(0, DECLARATION_BYTES));
  return /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1] ?? 'utf-8';
};

const decoderFor = (encoding: string): TextDecoder => {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new UnsupportedEncodingError(encoding);
  }
};

/**
 * The text of an XML document, chunk by chunk, without byte order mark and without white space before its beginning.
 * Bytes that the encoding does not know become U+FFFD.
 * @throws UnsupportedEncodingError
 */
export async function* decodeXml(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let head: Uint8Array[] = [];
  let headSize = 0;
  let begun = false;
  const clean = (text: string): string => {
    if (begun) return text;
    const trimmed = text.trimStart();
    begun = trimmed !== '';
    return trimmed;
  };
  for await (const chunk of source) {
    if (decoder) {
      yield clean(decoder.decode(chunk, { stream: true }));
      continue;
    }
    head.push(chunk);
    headSize += chunk.length;
    if (headSize < DECLARATION_BYTES) continue;
    const start = concat(head);
    head = [];
    decoder = decoderFor(xmlEncoding(start));
    yield clean(decoder.decode(start, { stream: true }));
  }
  const rest = concat(head);
  decoder ??= decoderFor(xmlEncoding(rest));
  yield clean(decoder.decode(rest));
}
