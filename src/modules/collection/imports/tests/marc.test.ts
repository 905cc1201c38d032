import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { listAuthorities } from '#modules/collection/catalog';
import type { MarcField } from '#shared/marc/record';
import { copyField as copy, foreignBook as marc, isoFile as file } from '#shared/marc/test-support';
import { marcFiles, type MarcFile } from '../../../../../tests/support/marc-files.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { cancelImport } from '../cancel-import.ts';
import { exportReport } from '../export-report.ts';
import { getImport } from '../list-imports.ts';
import { runImport } from '../run-import.ts';
import { confirmImport, startImport } from '../start-import.ts';
import { importFiles } from '../testing.ts';

const t = useTestDb();

const countBibs = async (db = t.db): Promise<number> => {
  const row = await db
    .selectFrom('bib')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
};
const titles = async (q: string): Promise<string[]> => {
  const rows = await t.db.selectFrom('bib').select('title').where('title', 'like', `${q}%`).orderBy('id').execute();
  return rows.map((row) => row.title);
};

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(t.ctx(), { code: 'KEL-GEDOG', name: 'Perpustakaan Gedog', type: 'kelurahan' });
});

describe('MARC files', () => {
  test('records in the middle that are broken are told and skipped, the others are kept', async () => {
    const good = [marc('1', 'Rusak A'), marc('2', 'Rusak B'), marc('3', 'Rusak C')].map((record) => file(record));
    const broken = file(marc('9', 'Rusak Sekali')).subarray(0, 60);
    const content = Buffer.concat([
      good[0] ?? broken,
      broken,
      good[1] ?? broken,
      Buffer.from('sampah\x1d'),
      good[2] ?? broken,
    ]);
    const { run, rows } = await importFiles(t.ctx(), t, { kind: 'marc' }, [{ name: 'rusak.mrc', content }]);
    expect(run).toMatchObject({ status: 'done', createdCount: 3, readCount: 5, failedCount: 2 });
    expect(await titles('Rusak')).toEqual(['Rusak A', 'Rusak B', 'Rusak C']);
    const failed = rows.filter((row) => row.outcome === 'failed');
    expect(failed.map((row) => row.rowNumber)).toEqual([2, 4]);
    for (const row of failed) expect(row.message).not.toContain('marc.');
  });

  test('a record that the catalogue cannot take is told and loses none of its batch', async () => {
    const records = Array.from({ length: 20 }, (_, i) => marc(`k${i}`, `Kumpulan ${i}`));
    await sql`alter table bib add constraint uji check (title <> 'Kumpulan 7')`.execute(t.db);
    const given = [{ name: 'k.mrc', content: file(...records) }];
    const { run, rows } = await importFiles(t.ctx(), t, { kind: 'marc' }, given);
    expect(run).toMatchObject({ status: 'done', readCount: 20, createdCount: 19, failedCount: 1 });
    expect(rows.filter((row) => row.outcome === 'failed')).toMatchObject([{ rowNumber: 8, label: 'Kumpulan 7' }]);
    expect(await titles('Kumpulan')).toHaveLength(19);
    await sql`alter table bib drop constraint uji`.execute(t.db);
  });

  test("each nomor induk of INLISLite's 990 becomes a copy with that number; another library's 990 stays a field", async () => {
    const field = (...values: string[]): MarcField => ({
      tag: '990',
      ind1: ' ',
      ind2: ' ',
      subfields: values.map((value) => ({ code: 'a', value })),
    });
    const content = file(
      marc('induk1', 'Induk A', [field('00123/PK/2019', '00124/PK/2019'), field('00125/PK/2019')]),
      marc('induk2', 'Induk B', [field('catatan setempat')]),
    );
    const { run } = await importFiles(t.ctx(), t, { kind: 'marc', library: 'KEL-GEDOG' }, [{ name: 'i.mrc', content }]);
    expect(run).toMatchObject({ status: 'done', createdCount: 2, itemCount: 3 });
    const copies = await t.db
      .selectFrom('item')
      .innerJoin('bib', 'bib.id', 'item.bibId')
      .innerJoin('library', 'library.id', 'item.libraryId')
      .select(['bib.title', 'item.accessionNumber', 'library.code'])
      .where('bib.title', 'like', 'Induk%')
      .orderBy('item.accessionNumber')
      .execute();
    expect(copies).toEqual(
      ['00123/PK/2019', '00124/PK/2019', '00125/PK/2019'].map((accessionNumber) => ({
        title: 'Induk A',
        accessionNumber,
        code: 'KEL-GEDOG',
      })),
    );
    const kept = await t.db.selectFrom('bib').select('marc').where('title', 'like', 'Induk%').orderBy('id').execute();
    expect(kept.map(({ marc: record }) => JSON.stringify(record).includes('"990"'))).toEqual([false, true]);
  });

  test('importing once more doubles nothing', async () => {
    const content = file(
      marc('u1', 'Ulang A', [copy('KOTA', 'U-1'), copy('KEL-GEDOG', 'U-2')]),
      marc('u2', 'Ulang B', [copy('KOTA', 'U-3')]),
    );
    const given = [{ name: 'ulang.mrc', content }];
    const first = await importFiles(t.ctx(), t, { kind: 'marc' }, given);
    expect(first.run).toMatchObject({ createdCount: 2, itemCount: 3 });
    for (const overlay of ['skip', 'add_items_only', 'replace'] as const) {
      const again = await importFiles(t.ctx(), t, { kind: 'marc', overlay }, given);
      expect(again.run).toMatchObject({ createdCount: 0, updatedCount: 0, skippedCount: 2, itemCount: 0 });
    }
    expect(await titles('Ulang')).toEqual(['Ulang A', 'Ulang B']);
  });

  test('what happens to a record that is there already is for the librarian to say', async () => {
    await importFiles(t.ctx(), t, { kind: 'marc' }, [{ name: 'a.mrc', content: file(marc('o1', 'Sunting lama')) }]);
    const content = file(marc('o1', 'Sunting baru', [copy('KOTA', 'O-1')]));
    const skipped = await importFiles(t.ctx(), t, { kind: 'marc', overlay: 'skip' }, [{ name: 'b.mrc', content }]);
    expect(skipped.rows.map((row) => row.code)).toEqual(['imports.there_by_control_number']);
    expect(await titles('Sunting')).toEqual(['Sunting lama']);
    const added = await importFiles(t.ctx(), t, { kind: 'marc', overlay: 'add_items_only' }, [
      { name: 'b.mrc', content },
    ]);
    expect(added.run).toMatchObject({ updatedCount: 1, itemCount: 1 });
    expect(await titles('Sunting')).toEqual(['Sunting lama']);
    const replaced = await importFiles(t.ctx(), t, { kind: 'marc', overlay: 'replace' }, [{ name: 'b.mrc', content }]);
    expect(replaced.run).toMatchObject({ updatedCount: 1, itemCount: 0 });
    expect(await titles('Sunting')).toEqual(['Sunting baru']);
  });

  test('two records of one file with one ISBN stay two; the barcode of another title is refused by name', async () => {
    const isbn: MarcField = { tag: '020', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: '9789799731234' }] };
    const content = file(
      marc('i1', 'Jilid 1', [isbn, copy('KOTA', 'I-1')]),
      marc('i2', 'Jilid 2', [isbn, copy('KOTA', 'I-1')]),
    );
    const { run, rows } = await importFiles(t.ctx(), t, { kind: 'marc' }, [{ name: 'jilid.mrc', content }]);
    expect(run).toMatchObject({ createdCount: 2, itemCount: 1 });
    expect(rows.find((row) => row.code === 'catalog.barcode_taken')?.message).toContain('I-1');
  });

  test('copies of an unknown library go to the default library, and the code is told', async () => {
    const content = file(marc('l1', 'Asing', [copy('XYZ', 'L-1')]));
    const { rows } = await importFiles(t.ctx(), t, { kind: 'marc', library: 'kel-gedog' }, [
      { name: 'l.mrc', content },
    ]);
    expect(rows.find((row) => row.code === 'imports.library_unknown')?.message).toContain('XYZ');
    const item = await t.db
      .selectFrom('item')
      .innerJoin('library', 'library.id', 'item.libraryId')
      .select('library.code')
      .where('barcode', '=', 'L-1')
      .executeTakeFirstOrThrow();
    expect(item.code).toBe('KEL-GEDOG');
  });

  test('a trial writes nothing, reports all, and can be repeated in earnest without a new upload', async () => {
    const before = await countBibs();
    const content = file(marc('t1', 'Coba', [copy('KOTA', 'T-1')]));
    const { run } = await importFiles(t.ctx(), t, { kind: 'marc', dryRun: true }, [{ name: 't.mrc', content }]);
    expect(run).toMatchObject({ status: 'done', dryRun: true, createdCount: 1, itemCount: 1, repeatable: true });
    expect(await countBibs()).toBe(before);
    const id = await confirmImport(t.ctx(), run.id, { enqueue: async () => Promise.resolve() });
    await runImport({ ...t }, id, { signal: new AbortController().signal });
    expect(await getImport(t.ctx(), id)).toMatchObject({ status: 'done', dryRun: false, createdCount: 1 });
    expect(await titles('Coba')).toEqual(['Coba']);
    await expect(confirmImport(t.ctx(), run.id, { enqueue: async () => Promise.resolve() })).rejects.toMatchObject({
      code: 'imports.files_gone',
    });
  });

  test('a run that is asked to stop keeps what it saved and goes no further', async () => {
    const content = file(...Array.from({ length: 1500 }, (_, i) => marc(`c${i}`, `Henti ${i}`)));
    const { key, sizeBytes } = await t.storage.put('imports', content);
    const files = [{ role: 'main' as const, name: 'henti.mrc', key, bytes: sizeBytes }];
    const id = await startImport(t.ctx(), { kind: 'marc' }, files, null);
    let asked: Promise<void> | undefined;
    await runImport(t, id, {
      signal: new AbortController().signal,
      onProgress: () => {
        asked ??= cancelImport(t.ctx(), id);
      },
    });
    await asked;
    const run = await getImport(t.ctx(), id);
    expect(run.status).toBe('cancelled');
    expect(run.createdCount).toBeLessThan(1500);
    expect(await titles('Henti')).toHaveLength(run.createdCount);
    await expect(cancelImport(t.ctx(), id)).rejects.toMatchObject({ code: 'imports.already_ended' });
  });

  test('a run that the process left goes on where it was, and counts nothing twice', async () => {
    const content = file(...Array.from({ length: 1500 }, (_, i) => marc(`p${i}`, `Putus ${i}`)));
    const { key, sizeBytes } = await t.storage.put('imports', content);
    const id = await startImport(
      t.ctx(),
      { kind: 'marc' },
      [{ role: 'main', name: 'putus.mrc', key, bytes: sizeBytes }],
      null,
    );
    const stop = new AbortController();
    await expect(runImport(t, id, { signal: stop.signal, onProgress: () => stop.abort() })).rejects.toThrow();
    expect(await getImport(t.ctx(), id)).toMatchObject({ status: 'running', createdCount: 500 });
    await runImport(t, id, { signal: new AbortController().signal });
    expect(await getImport(t.ctx(), id)).toMatchObject({ status: 'done', createdCount: 1500, skippedCount: 0 });
    expect(await titles('Putus')).toHaveLength(1500);
  });

  test.each([
    ['foto.pdf', '%PDF-1.7 …', 'imports.not_marc'],
    ['daftar.csv', 'judul,pengarang\nBumi Manusia,Pramoedya\n', 'imports.not_marc'],
    ['kosong.mrc', '', 'imports.file_empty'],
  ])('%s is refused in one sentence', async (name, content, code) => {
    const { run, rows } = await importFiles(t.ctx(), t, { kind: 'marc' }, [{ name, content }]);
    expect(run).toMatchObject({ status: 'failed', errorCode: code, readCount: 0 });
    expect(run.error).toContain(name);
    expect(rows).toEqual([]);
  });

  test('the report is a file that no spreadsheet takes for formulas', async () => {
    const content = file(marc('f1', '=HYPERLINK("http://jahat")'));
    const given = [{ name: 'f.mrc', content }];
    await importFiles(t.ctx(), t, { kind: 'marc' }, given);
    const { run } = await importFiles(t.ctx(), t, { kind: 'marc' }, given);
    let csv = '';
    for await (const piece of exportReport(t.ctx(), run.id, 'all', 'https://perpus.example')) csv += piece;
    expect(csv).toContain(`"'=HYPERLINK(""http://jahat"")"`);
    expect(csv.split('\r\n')[0]).toContain('"Berkas","Baris","Judul","Hasil","Sebab"');
  });

  test('a line of the report names its file and leads to its record, in the file of the report too', async () => {
    const odd: MarcField = { tag: '5x0', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: 'salah ketik' }] };
    const given = [{ name: 'alamat.mrc', content: file(marc('al1', 'Alamat', [odd]), marc('al2', '')) }];
    const trial = await importFiles(t.ctx(), t, { kind: 'marc', dryRun: true }, given);
    expect(trial.rows).toMatchObject([{ file: 'alamat.mrc', code: 'marc.tag_invalid', bibId: null }, { rowNumber: 2 }]);
    const { run, rows } = await importFiles(t.ctx(), t, { kind: 'marc' }, given);
    const { id } = await t.db.selectFrom('bib').select('id').where('title', '=', 'Alamat').executeTakeFirstOrThrow();
    expect(rows).toMatchObject([
      { file: 'alamat.mrc', rowNumber: 1, code: 'marc.tag_invalid', params: { tag: '5x0' }, bibId: id },
      { file: 'alamat.mrc', rowNumber: 2, code: 'imports.record_without_title', outcome: 'failed', bibId: null },
    ]);
    let csv = '';
    for await (const piece of exportReport(t.ctx(), run.id, 'all', 'https://perpus.example')) csv += piece;
    const [head, first, second] = csv.split('\r\n');
    expect(head).toMatch(/^\ufeff"Berkas","Baris",.*,"Alamat"$/);
    expect(first).toMatch(new RegExp(`^"alamat.mrc",1,"Alamat",.*,${id},"https://perpus.example/katalog/${id}"$`));
    expect(second).toMatch(/,,$/);
  });

  test('a record without a title is not saved, and takes none of its neighbours with it', async () => {
    const content = file(marc('n1', 'Bernama'), marc('n2', ' / ', [copy('KOTA', 'N-2')]), marc('n3', 'Bernama juga'));
    const { run, rows } = await importFiles(t.ctx(), t, { kind: 'marc' }, [{ name: 'n.mrc', content }]);
    expect(run).toMatchObject({ readCount: 3, createdCount: 2, failedCount: 1, itemCount: 0 });
    expect(rows).toMatchObject([{ rowNumber: 2, code: 'imports.record_with_copies_without_title' }]);
    expect(rows[0]?.message).toContain('n2');
    expect(await t.db.selectFrom('bib').select('id').where('title', '=', '').execute()).toEqual([]);
  });

  test('a damaged first leader costs no other of 2,500 records', async () => {
    const records = Array.from({ length: 2500 }, (_, i) => marc(`rl${i}`, `Rusak di depan ${i}`));
    const content = file(...records);
    content.write('?'.repeat(24), 0, 'latin1');
    const { run } = await importFiles(t.ctx(), t, { kind: 'marc' }, [{ name: 'rl.mrc', content }]);
    expect(run).toMatchObject({ status: 'done', readCount: 2500, createdCount: 2500, failedCount: 0 });
  });

  test('who has the permission for one library only cannot import for the network', async () => {
    const ctx = t.ctx({ grants: [{ libraryId: 1, permissions: ['imports.run'] }] });
    await expect(startImport(ctx, { kind: 'marc' }, [], null)).rejects.toMatchObject({ code: 'platform.forbidden' });
  });
});

describe('files of other libraries', () => {
  const given = ({ name, path }: MarcFile) => [{ name, content: readFileSync(path) }];

  describe.each(
    marcFiles(
      {
        'rekaman-marc8.mrc': { count: 7 },
        'koha.xml': { count: 4 },
        'ibrani-marc8.mrc': { count: 3 },
        'isbn-berisik.xml': { count: 5 },
      },
      {
        'evergreen__jazz_1k.mrc': { count: 1000 },
        'evergreen__concerto-enhanced-bibs.xml': { count: 344 },
        'koha__sample-biblios-1812.xml': { count: 436 },
        'evergreen__hebrew.marc': { count: 20 },
        'evergreen__badisbns.xml': { count: 10 },
      },
    ),
  )('$name', ({ count, ...file }) => {
    const own = useTestDb();
    test(`all ${count} records come in, once`, async () => {
      const { run } = await importFiles(own.ctx(), own, { kind: 'marc' }, given(file));
      expect(run).toMatchObject({ status: 'done', readCount: count, createdCount: count, failedCount: 0 });
      const again = await importFiles(own.ctx(), own, { kind: 'marc' }, given(file));
      expect(again.run).toMatchObject({ createdCount: 0, skippedCount: count });
      expect(await countBibs(own.db)).toBe(count);
    });
  });

  // works and titles of works are no headings here; some stand in their file twice
  describe.each(
    marcFiles(
      { 'tajuk.xml': { records: 9, created: 7, unsupported: 1 } },
      { 'evergreen__concerto-enhanced-authorities.xml': { records: 195, created: 110, unsupported: 79 } },
    ),
  )('$name', ({ records, created, unsupported, ...file }) => {
    const own = useTestDb();
    test(`the ${records} headings come in, with those that are no heading of ours told`, async () => {
      const { run, rows } = await importFiles(own.ctx(), own, { kind: 'marc_authorities' }, given(file));
      expect(run).toMatchObject({ status: 'done', readCount: records, failedCount: 0 });
      expect(run).toMatchObject({ createdCount: created, skippedCount: records - created });
      expect(rows.filter((row) => row.code === 'imports.heading_unsupported')).toHaveLength(unsupported);
      const again = await importFiles(own.ctx(), own, { kind: 'marc_authorities' }, given(file));
      expect(again.run).toMatchObject({ status: 'done', createdCount: 0, failedCount: 0 });
      const { data } = await listAuthorities(own.ctx(), { limit: 200 });
      expect(data).toHaveLength(created);
    });
  });

  test.each(marcFiles({ 'ibrani-marc8.mrc': { records: 3 } }, { 'evergreen__hebrew.marc': { records: 20 } }))(
    '$name: titles and authorities are not mistaken for each other',
    async ({ records, ...file }) => {
      const { run } = await importFiles(t.ctx(), t, { kind: 'marc_authorities' }, given(file));
      expect(run).toMatchObject({ createdCount: 0, failedCount: records });
    },
  );
});
