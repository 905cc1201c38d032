/** What a tar archive is written in. */
export const TAR_BLOCK = 512;

/** What stands in a header of a tar archive. Source: POSIX ustar; GNU writes the same places, but for sizes beyond 8 GB and for the prefix. */
export interface TarHeader {
  name: string;
  size: number;
  /** The letter for what it is. */
  kind: string;
  isFile: boolean;
}

export function tarHeader(block: Buffer): TarHeader {
  const text = (from: number, to: number): string => block.toString('utf8', from, to).replace(/\0.*$/s, '');
  const octal = Number.parseInt(text(124, 136).trim(), 8);
  // beyond what eleven octal figures can say
  const size = (block[124] ?? 0) & 0x80 ? Number(block.readBigUInt64BE(128)) : octal;
  const kind = text(156, 157);
  const prefix = text(257, 263) === 'ustar' && text(345, 500) !== '' ? `${text(345, 500)}/` : '';
  return { name: prefix + text(0, 100), size: Number.isFinite(size) ? size : 0, kind, isFile: /^[0]?$/.test(kind) };
}
