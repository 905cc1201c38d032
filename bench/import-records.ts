/** `import-records.ts FILE LIBRARY`: saves the records of a MARC file with their copies, 500 in a transaction. */
import { createReadStream } from 'node:fs';
import { saveBibBatch, type BibDraft } from '#modules/catalog';
import { readConfig } from '#platform/config';
import { systemCtx } from '#platform/context';
import { isDataField, type MarcRecord } from '#shared/marc/record';
import { readIso2709 } from '#shared/marc/iso2709-read';
import { boot } from '../src/entrypoints/boot.ts';

const [path = ''] = process.argv.slice(2);
const booted = await boot(readConfig(), { shared: false });
const ctx = systemCtx(booted.services.db, booted.services.clock, 'bench');
const libraries = new Map(
  (await ctx.db.selectFrom('library').select(['id', 'code']).execute()).map((l) => [l.code, l.id]),
);
const draftOf = (record: MarcRecord): BibDraft => {
  const copies = record.fields.filter(isDataField).filter((f) => f.tag === '952');
  const sub = (f: (typeof copies)[number], code: string): string =>
    f.subfields.find((s) => s.code === code)?.value ?? '';
  return {
    mode: 'create',
    marc: { ...record, fields: record.fields.filter((f) => f.tag !== '952') },
    items: copies.map((f) => ({
      libraryId: libraries.get(sub(f, 'a')) ?? 1,
      barcode: sub(f, 'p'),
      callNumber: sub(f, 'o'),
      itemType: 'umum',
    })),
  };
};
let batch: BibDraft[] = [];
const flush = async (): Promise<void> => {
  const drafts = batch;
  batch = [];
  if (drafts.length > 0) await ctx.db.transaction().execute((trx) => saveBibBatch(trx, ctx, drafts));
};
for await (const entry of readIso2709(createReadStream(path))) {
  if (!('record' in entry) || !entry.record) throw new Error(JSON.stringify(entry));
  batch.push(draftOf(entry.record));
  if (batch.length >= 500) await flush();
}
await flush();
await booted.stop();
