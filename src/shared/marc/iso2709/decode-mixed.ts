const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const latin1 = new TextDecoder('latin1');

/** How many bytes a UTF-8 character has that begins with this one; 0 for bytes that begin none. */
const lengthBy = (first: number): number => {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
};

/** The UTF-8 character that these bytes are; null when they are none. */
const asUtf8 = (bytes: Uint8Array): string | null => {
  // few bytes get as far as an exception: what Latin-1 writes is seldom followed by a continuation
  if (!bytes.subarray(1).every((byte) => byte >= 0x80 && byte <= 0xbf)) return null;
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
};

/**
 * Text of a record that says UTF-8 and holds bytes that are none: what is UTF-8 is read as such, each other byte as Latin-1 (with the
 * signs that Windows puts at 80 to 9F).
 */
export const decodeMixedUtf8 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = lengthBy(bytes[at] ?? 0);
    const char = length === 0 ? null : asUtf8(bytes.subarray(at, at + length));
    text += char ?? latin1.decode(bytes.subarray(at, at + 1));
    at += char === null ? 1 : length;
  }
  return text;
};
