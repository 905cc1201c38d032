import { parseMarcText } from '#shared/marc/mnemonic';
import { isControlField, type MarcField } from '#shared/marc/record';
import { rawRecord } from '#shared/marc/test-support';

/** A case of `marc-cases/`; how it is written says the README there. */
export interface MarcCase {
  file: Uint8Array;
  result: string;
}

/** While a text is taken apart, `{E9}` stands as a character that no record has. */
const BYTE = 0xf700;
/** U+2400 to U+241F are pictures of the control characters: ␝ ends a record, ␞ a field, ␟ begins a subfield. */
const PICTURE = 0x2400;

const marked = (text: string): string =>
  text.replace(/\{([0-9A-F]{2})\}/g, (_, hex: string) => String.fromCharCode(BYTE + Number.parseInt(hex, 16)));

const bytesOf = (text: string): Uint8Array =>
  Buffer.concat(
    Array.from(text, (char) => {
      const point = char.codePointAt(0) ?? 0;
      if (point >= BYTE && point <= BYTE + 0xff) return Buffer.of(point - BYTE);
      return point >= PICTURE && point < PICTURE + 0x20 ? Buffer.of(point - PICTURE) : Buffer.from(char);
    }),
  );

const dataOf = (field: MarcField): Uint8Array =>
  bytesOf(
    isControlField(field)
      ? field.value
      : field.ind1 + field.ind2 + field.subfields.map(({ code, value }) => `\u001f${code}${value}`).join(''),
  );

/** A record written line by line, as a file would have it: lengths are reckoned, the rest of the leader is as it is written. */
function recordOf(lines: readonly string[]): Uint8Array {
  const { record, problems } = parseMarcText(marked(lines.join('\n')));
  if (!record) throw new Error(`line ${problems[0]?.line}: ${problems[0]?.code}`);
  const bytes = Buffer.from(rawRecord(record.fields.map((field) => ({ tag: field.tag, data: dataOf(field) }))));
  bytes.write(record.leader.slice(5, 12), 5, 'latin1');
  bytes.write(record.leader.slice(17), 17, 'latin1');
  return bytes;
}

function fileOf(lines: readonly string[]): Uint8Array {
  if (lines[0]?.startsWith('<')) return Buffer.from(lines.join('\n'));
  const parts: Uint8Array[] = [];
  let record: string[] = [];
  const close = (): void => {
    if (record.length > 0) parts.push(recordOf(record));
    record = [];
  };
  for (const line of lines) {
    if (line.startsWith('=LDR') || line.startsWith('|')) close();
    if (line.startsWith('|')) parts.push(bytesOf(marked(line.slice(1))));
    else if (line.startsWith('=')) record.push(line);
    else if (line.trim() !== '') throw new Error(`neither "=" nor "|" nor "<": ${line}`);
  }
  close();
  return Buffer.concat(parts);
}

/** The parts of a case. */
export function readMarcCase(text: string): MarcCase {
  const [, file = '', result = ''] = text.split(/^== (?:Berkas|Hasil)[^\n]*\n/m);
  return { file: fileOf(file.trimEnd().split('\n')), result: result.trim() };
}
