const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 65_535;

/** Where the list of what lies in an archive begins, and how much is in it; null: it has none. */
function listOf(view: DataView): { at: number; count: number } | null {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) === END)
      return { at: view.getUint32(at + 16, true), count: view.getUint16(at + 10, true) };
  }
  return null;
}

/** The names of what lies in an archive, of which nothing is unpacked; null: its list cannot be read. */
export function namesInZip(bytes: Uint8Array): string[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const list = listOf(view);
  if (list === null) return null;
  const names: string[] = [];
  let { at } = list;
  for (let i = 0; i < list.count; i += 1) {
    if (at + ENTRY_LENGTH > view.byteLength || view.getUint32(at, true) !== ENTRY) return null;
    const from = at + ENTRY_LENGTH;
    const until = from + view.getUint16(at + 28, true);
    names.push(new TextDecoder().decode(bytes.subarray(from, until)));
    at = until + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

/** Where programs for offices keep what a document does when it is opened. */
const MACROS = /(?:^|\/)(?:Basic|Scripts)\/|(?:^|\/)vbaProject\.bin$/i;
export const hasMacros = (names: readonly string[]): boolean => names.some((name) => MACROS.test(name));
