import { writeIso2709 } from './iso2709/iso2709-write.ts';
import type { MarcReadResult } from './read-result.ts';
import type { MarcDataField, MarcField, MarcRecord } from './record.ts';

/** Bytes as a file would deliver them, in pieces of `size`. */
export async function* inChunks(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

export const collect = async (results: AsyncIterable<MarcReadResult>): Promise<MarcReadResult[]> => {
  const all: MarcReadResult[] = [];
  for await (const result of results) all.push(result);
  return all;
};

/** A data field from "245 10 $aJudul$bAnak judul" ('_' is a blank indicator). */
export const dataField = (text: string): MarcDataField => ({
  tag: text.slice(0, 3),
  ind1: text.charAt(4).replace('_', ' '),
  ind2: text.charAt(5).replace('_', ' '),
  subfields: text
    .slice(7)
    .split('$')
    .slice(1)
    .map((part) => ({ code: part.charAt(0), value: part.slice(1) })),
});

export const FIELD_008 = '200101s2019    io            000 0 ind  ';

/** A book of these data fields. */
export const book = (...fields: string[]): MarcRecord => ({
  leader: '00000nam a2200000 i 4500',
  fields: [{ tag: '001', value: 'LBG-1' }, { tag: '008', value: FIELD_008 }, ...fields.map(dataField)],
});

/** A title of another system, under its number there. */
export const foreignBook = (number: string, title: string, more: readonly MarcField[] = []): MarcRecord => ({
  leader: '00000nam a2200000 i 4500',
  fields: [
    { tag: '001', value: number },
    { tag: '003', value: 'UJI' },
    { tag: '008', value: '261125s2019    io            000 0 ind d'.padEnd(40) },
    { tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: title }] },
    ...more,
  ],
});

/** A copy as Koha describes it. */
export const copyField = (library: string, barcode: string): MarcDataField =>
  dataField(`952 __ $a${library}$p${barcode}$yBK`);

/** Records as a file of ISO 2709. */
export const isoFile = (...records: readonly MarcRecord[]): Buffer =>
  Buffer.concat(
    records.map((record) => {
      const written = writeIso2709(record);
      if (!written.ok) throw new Error(written.error.code);
      return Buffer.from(written.bytes);
    }),
  );

interface RawField {
  tag: string;
  data: Uint8Array | string;
  /** What the directory says, where it is to lie. */
  length?: number;
  start?: number;
}

/** An ISO 2709 record byte by byte, right or wrong as told. Text is taken as Latin-1. */
export const rawRecord = (
  fields: readonly RawField[],
  options: { encoding?: string; length?: number; base?: number; terminator?: boolean } = {},
): Uint8Array => {
  let start = 0;
  let directory = '';
  const body: number[] = [];
  for (const field of fields) {
    const data = typeof field.data === 'string' ? Buffer.from(field.data, 'latin1') : field.data;
    const length = String(field.length ?? data.length + 1).padStart(4, '0');
    directory += field.tag + length + String(field.start ?? start).padStart(5, '0');
    body.push(...data, 0x1e);
    start += data.length + 1;
  }
  const base = 24 + directory.length + 1;
  const total = base + body.length + 1;
  const stated = String(options.length ?? total).padStart(5, '0');
  const leader = `${stated}nam ${options.encoding ?? 'a'}22${String(options.base ?? base).padStart(5, '0')} i 4500`;
  const end = options.terminator === false ? [] : [0x1d];
  return Uint8Array.from([...Buffer.from(`${leader}${directory}\u001e`, 'latin1'), ...body, ...end]);
};
