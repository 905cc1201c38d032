import { detectMarcFormat, MARC_HEAD_BYTES } from '#shared/marc/detect';
import { readIso2709 } from '#shared/marc/iso2709/iso2709-read';
import { readMarcXml } from '#shared/marc/marcxml/marcxml-read';
import { isInlislite, normaliseInlislite } from '#shared/marc/normalise-inlislite';
import { namedTags, problem, type MarcProblem } from '#shared/marc/problems';
import type { MarcReadResult } from '#shared/marc/read-result';
import { isControlField, isDataField, type MarcRecord } from '#shared/marc/record';
import { importErrors } from '../errors.ts';
import type { LostEntry, Remark } from '../entries.ts';
import { countedBytes, labelOf, type ImporterInput, type ImportSource } from './importer.ts';

async function firstBytes(source: ImportSource): Promise<Uint8Array> {
  const stream = source.open();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Uint8Array);
    size += (chunk as Uint8Array).length;
    if (size >= MARC_HEAD_BYTES) break;
  }
  stream.destroy();
  return Buffer.concat(chunks).subarray(0, MARC_HEAD_BYTES);
}

/** The record as it is meant, with a word about the blanks. */
function withBlanks(result: MarcReadResult, written: MarcRecord): MarcReadResult {
  const { record, blanks } = normaliseInlislite(written);
  const told = problem('marc.hash_blank', { count: blanks.count, tags: namedTags(blanks.tags) });
  return { ...result, record, warnings: [...result.warnings, told] };
}

/** Reads the one file of a MARC import. Refuses `imports.file_empty` and `imports.not_marc`. */
export async function* readMarcFile({ files, onBytes }: ImporterInput): AsyncGenerator<MarcReadResult> {
  const [source] = files;
  if (!source) throw importErrors.fileMissing();
  const head = await firstBytes(source);
  if (head.length === 0) throw importErrors.fileEmpty({ file: source.name });
  const format = detectMarcFormat(head);
  if (format === null) throw importErrors.notMarc({ file: source.name });
  const bytes = countedBytes(source, onBytes);
  for await (const result of format === 'marcxml' ? readMarcXml(bytes) : readIso2709(bytes)) {
    yield result.record && isInlislite(result.record) ? withBlanks(result, result.record) : result;
  }
}

export const remarkOf = ({ code, params }: MarcProblem): Remark => ({ code, params: params ?? {} });

/** What the title or heading field says, for the report. */
export function marcLabel(record: MarcRecord, isMain: (tag: string) => boolean): string | null {
  const main = record.fields.filter(isDataField).find((field) => isMain(field.tag));
  return labelOf((main?.subfields ?? []).map(({ value }) => value).join(' '));
}

export function lostRecord(result: MarcReadResult, reason?: Remark): LostEntry {
  return {
    type: 'lost',
    at: result.index,
    label: result.record ? marcLabel(result.record, (tag) => tag === '245' || /^1\d\d$/.test(tag)) : null,
    remarks: [],
    reason: reason ?? remarkOf(result.error ?? problem('marc.record_empty')),
  };
}

/** Leader 06: z = authority; u, v, x, y = holdings; q = community information … */
export const recordType = (record: MarcRecord): 'bib' | 'authority' | 'other' => {
  const type = record.leader.charAt(6);
  if (type === 'z') return 'authority';
  return /[qu-y]/.test(type) ? 'other' : 'bib';
};

/** 001, or ''. */
export const controlNumberOf = (record: MarcRecord): string =>
  record.fields
    .filter(isControlField)
    .find(({ tag, value }) => tag === '001' && value.trim() !== '')
    ?.value.trim() ?? '';
