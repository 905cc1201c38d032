import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findItemByBarcode, updateItem } from '#modules/collection/catalog';
import { createLibrary } from '#modules/ground/libraries';
import { readIso2709 } from '#shared/marc/iso2709/iso2709-read';
import { readMarcXml } from '#shared/marc/marcxml/marcxml-read';
import type { MarcField, MarcRecord } from '#shared/marc/record';
import { collect, dataField, foreignBook, inChunks, isoFile } from '#shared/marc/test-support';
import { marcFiles } from './support/marc-files.ts';
import { breaksOfSlim } from './support/slim-schema.ts';
import { useTestDb } from './support/test-db.ts';
import { exportRecords } from '../src/modules/collection/catalog/bibs/export-records.ts';
import { importFiles } from '../src/modules/collection/imports/testing.ts';

type Place = ReturnType<typeof useTestDb>;

async function exported(t: Place, format: 'marc' | 'marcxml'): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const { body } = await exportRecords(t.ctx(), { format });
  for await (const piece of body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
/** Two of a kind: none of them is there for what names no library, and a copy of an unknown one cannot be placed. */
async function twoLibraries(t: Place): Promise<void> {
  for (const code of ['KOTA', 'GEDOG']) {
    await createLibrary(t.ctx(), { code, name: `Perpustakaan ${code}`, type: 'kelurahan' });
  }
}
const recordsOf = async (bytes: Buffer): Promise<MarcRecord[]> => {
  const read = bytes[0] === 0x3c ? readMarcXml(inChunks(bytes, 65_536)) : readIso2709(inChunks(bytes, 65_536));
  return (await collect(read)).flatMap(({ record }) => record ?? []);
};
const fieldsOf = (record: MarcRecord | undefined, tag: string) => record?.fields.filter((field) => field.tag === tag);

describe('what other systems say of copies', () => {
  const [t, other] = [useTestDb(), useTestDb()];
  const held = '952 __ $aKOTA$bKOTA$ehibah$iI/1$pB-1$yumum$zDengan CD$2ddc$uhttp://contoh.id/1$8FIKSI$nbita \0 nol';
  const foreign = [
    '952 __ $aCABANG-LAIN$pB-2$yBK$zTetap di sini$xCatatan staf',
    '952 __ $a867509274$zBukan eksemplar',
    // its barcode is another title's
    '952 __ $aKOTA$pB-0$yBK$xMilik siapa?',
  ];

  test('what is no copy here comes out again as it came, and a copy with all that was said of it', async () => {
    await twoLibraries(t);
    const content = isoFile(
      foreignBook('r0', 'Pemilik barkode', [dataField('952 __ $aKOTA$pB-0$yumum')]),
      foreignBook('r1', 'Pulang pergi', [held, ...foreign].map(dataField)),
    );
    const { run, rows } = await importFiles(t.ctx(), t, { kind: 'marc' }, [{ name: 'a.mrc', content }]);
    expect(run).toMatchObject({ createdCount: 2, itemCount: 2 });
    expect(rows.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['imports.copy_without_library', 'catalog.barcode_taken']),
    );
    for (const format of ['marc', 'marcxml'] as const) {
      const [, record] = await recordsOf(await exported(t, format));
      const fields = fieldsOf(record, '952') ?? [];
      expect(fields.slice(0, 3)).toEqual(foreign.map(dataField));
      expect(fields).toHaveLength(4);
      const own = fields[3];
      const subfields = own && 'subfields' in own ? own.subfields : [];
      // a byte that the database cannot hold is marked
      const said = dataField(held).subfields.map(({ code, value }) => ({ code, value: value.replace('\0', '\ufffd') }));
      expect(subfields).toEqual(expect.arrayContaining(said));
    }
  });

  test('what was exported comes in elsewhere with the same copies and goes out the same', async () => {
    await twoLibraries(other);
    const first = await exported(t, 'marc');
    const given = [{ name: 'b.mrc', content: first }];
    const { run } = await importFiles(other.ctx(), other, { kind: 'marc' }, given);
    expect(run).toMatchObject({ createdCount: 2, itemCount: 2 });
    expect(await recordsOf(await exported(other, 'marc'))).toEqual(await recordsOf(first));
    const again = await importFiles(other.ctx(), other, { kind: 'marc' }, given);
    expect(again.run).toMatchObject({ createdCount: 0, itemCount: 0, skippedCount: 2 });
  });

  describe('notes of a copy', () => {
    const [place, odd, elsewhere] = [useTestDb(), useTestDb(), useTestDb()];
    const said = [
      '952 __ $aKOTA$bKOTA$iI/7$oF PRA b$pB-7$yumum$hjil. 2$t3$cR. Baca$zDengan CD$xBeli di bazar$z kedua ',
      '952 __ $aKOTA$bKOTA$iI/8$oF PRA b$pB-8$yumum$gtidak tahu$xHanya staf$3dengan peta',
      `952 __ $aKOTA$bKOTA$iI/9$oF PRA b$pB-9$yumum$t1$x${'panjang '.repeat(80).trim()}$zAkhir`,
      '952 __ $aKOTA$bKOTA$iI/10$oF PRA b$pB-10$yumum$zSatu\0dua$xtiga',
    ].map(dataField);
    const clean = said.map((field) => ({
      ...field,
      subfields: field.subfields.map(({ code, value }) => ({ code, value: value.replace('\0', '\ufffd') })),
    }));
    const sorted = (fields: readonly MarcField[]) =>
      fields.flatMap((field) =>
        'subfields' in field ? [field.subfields.map(({ code, value }) => `$${code}${value}`).toSorted()] : [],
      );
    const out = async () => fieldsOf((await recordsOf(await exported(place, 'marc')))[0], '952') ?? [];

    test('come out each in the subfield in which it came, and no other', async () => {
      await twoLibraries(place);
      const content = isoFile(foreignBook('r7', 'Catatan eksemplar', said));
      const { run } = await importFiles(place.ctx(), place, { kind: 'marc' }, [{ name: 'a.mrc', content }]);
      expect(run).toMatchObject({ createdCount: 1, itemCount: 4 });
      expect(sorted(await out())).toEqual(sorted(clean));
    });

    test('of whatever kind and in whatever number come out as they came, and again when they come in elsewhere', async () => {
      await twoLibraries(odd);
      await twoLibraries(elsewhere);
      const text = fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 160 })
        .map((value) => value.replaceAll(/[\p{Cc}$]/gu, '-'));
      const note = fc.record({
        code: fc.constantFrom('h', 't', 'c', 'z', 'x'),
        value: text.filter((value) => value.trim() !== ''),
      });
      const copies = fc.sample(fc.array(note, { maxLength: 7 }), { numRuns: 60, seed: 1812 });
      const fields = copies.map((notes, nth) => {
        const own = dataField(`952 __ $aKOTA$bKOTA$iI/${nth}$oF PRA b$pS-${nth}$yumum`);
        return { ...own, subfields: [...own.subfields, ...notes] };
      });
      await importFiles(odd.ctx(), odd, { kind: 'marc' }, [
        { name: 'a.mrc', content: isoFile(foreignBook('r8', 'Aneh', fields)) },
      ]);
      const content = await exported(odd, 'marcxml');
      const came = sorted(fieldsOf((await recordsOf(content))[0], '952') ?? []);
      expect(came).toEqual(sorted(fields));
      await importFiles(elsewhere.ctx(), elsewhere, { kind: 'marc' }, [{ name: 'b.xml', content }]);
      expect(await recordsOf(await exported(elsewhere, 'marcxml'))).toEqual(await recordsOf(content));
    });

    test('that were changed here come out as they are now', async () => {
      const change = async (barcode: string, changes: { copyNote?: string; deskNote?: string; price?: number }) => {
        const { id = 0, version = 0 } = (await findItemByBarcode(place.db, barcode)) ?? {};
        await updateItem(place.ctx(), { id, version, ...changes });
      };
      const notes = async (nth: number) => sorted(await out())[nth]?.filter((part) => /^\$[chtxzg3]/.test(part));
      await change('B-7', { copyNote: 'Dengan CD; bekas' });
      // a second note had no place in ours and stays beside it
      expect(await notes(0)).toEqual(['$z kedua ', '$zDengan CD; bekas']);
      await change('B-8', { deskNote: '', price: 45_000 });
      expect(await notes(1)).toEqual(['$g45000', '$xHanya staf']);
      await change('B-9', { copyNote: '' });
      expect(await notes(2)).toEqual([`$x${'panjang '.repeat(80).trim()}`]);
    });
  });

  test('a field of before, kept though its copy is here, is not written twice, also when the copy is withdrawn', async () => {
    const bib = await t.db.selectFrom('bib').selectAll().where('title', '=', 'Pulang pergi').executeTakeFirstOrThrow();
    const marc = bib.marc as unknown as MarcRecord;
    const legacy = { ...marc, fields: [...marc.fields, dataField(held.replace('\0', ''))] };
    await t.db
      .updateTable('bib')
      .set({ marc: JSON.stringify(legacy) })
      .where('id', '=', bib.id)
      .execute();
    const count = async () => fieldsOf((await recordsOf(await exported(t, 'marc')))[1], '952')?.length;
    expect(await count()).toBe(4);
    await t.db
      .updateTable('item')
      .set({ status: 'withdrawn', withdrawnAt: t.clock.now(), withdrawnReason: 'rusak' })
      .where('barcode', '=', 'B-1')
      .execute();
    expect(await count()).toBe(3);
  });
});

describe.each(marcFiles({ 'koha.xml': { records: 4 } }, { 'koha__sample-biblios-1812.xml': { records: 436 } }))(
  'Koha: $name',
  ({ name, path, records }) => {
    const place = useTestDb();
    test('records with their copies go out by the rules of the schema, and nothing that came in is missing', async () => {
      const content = readFileSync(path);
      const before = await recordsOf(content);
      await importFiles(place.ctx(), place, { kind: 'marc' }, [{ name, content }]);
      const xml = await exported(place, 'marcxml');
      const after = await recordsOf(xml);
      expect(before).toHaveLength(records);
      expect(after).toHaveLength(before.length);
      // no library is known here: every field stays, copies of Koha too; what has no 001 gets its fingerprint. Records that may be one are
      // looked at later than the others, so the order is not the file's.
      const said = (records: readonly MarcRecord[]): string[] =>
        records
          .map(({ fields }) => JSON.stringify(fields.filter(({ tag }) => tag !== '001' && tag !== '003')))
          .toSorted();
      expect(said(after)).toEqual(said(before));
      // records whose leader names no type of material were wrong before
      const wrong = before.filter(({ leader }) => !/^.{6}[\dA-Za-z]/.test(leader));
      const breaks = breaksOfSlim(xml.toString());
      expect(breaks).toHaveLength(wrong.length);
      for (const one of breaks) expect(one).toContain(' leader ');
    });
  },
);
