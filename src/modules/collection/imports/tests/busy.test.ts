import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { listBibs } from '#modules/collection/catalog';
import { createItem } from '#modules/collection/catalog/testing';
import { makeBib } from '#modules/collection/catalog/testing';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { createMember } from '#modules/people/members';
import type { MarcField } from '#shared/marc/record';
import { copyField, foreignBook as marc, isoFile as file } from '#shared/marc/test-support';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { importFiles } from '../testing.ts';

const t = useTestDb();
let city: Library;

beforeAll(async () => {
  city = await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(t.ctx(), { code: 'SDN-1', name: 'SDN Bendogerit 1', type: 'sekolah' });
});

const field = (tag: string, ind1: string, ...subfields: [code: string, value: string][]): MarcField => ({
  tag,
  ind1,
  ind2: ' ',
  subfields: subfields.map(([code, value]) => ({ code, value })),
});
const copy = (barcode: string): MarcField => copyField('KOTA', barcode);

test('a batch that others wait for crosswise is tried again until it is kept, and nothing is told or counted twice', async () => {
  // a sequence counts on where a transaction is rolled back
  await sql`create sequence uji_buntu; create function uji_buntu() returns trigger language plpgsql as $$
    begin
      if new.title = 'Buntu 7' and nextval('uji_buntu') <= 4 then
        raise exception 'deadlock detected' using errcode = '40P01';
      end if;
      return new;
    end $$;
    create trigger uji_buntu before insert on bib for each row execute function uji_buntu()`.execute(t.db);
  const odd = field('500', 'x', ['a', 'Catatan']);
  const records = Array.from({ length: 20 }, (_, i) => marc(`b${i}`, `Buntu ${i}`, [odd, copy(`B-${i}`)]));
  const given = [{ name: 'b.mrc', content: file(...records) }];
  const { run, rows } = await importFiles(t.ctx(), t, { kind: 'marc' }, given);
  expect(run).toMatchObject({ status: 'done', readCount: 20, createdCount: 20, itemCount: 20, failedCount: 0 });
  expect(rows.filter(({ code }) => code === 'marc.indicator_invalid')).toHaveLength(20);
  expect((await listBibs(t.ctx(), { q: 'buntu', limit: 50 })).data).toHaveLength(20);
  await sql`drop trigger uji_buntu on bib; drop function uji_buntu; drop sequence uji_buntu`.execute(t.db);
});

test('while an import of a class list stands still, a desk registers members', async () => {
  const child = { category: 'pelajar', birthDate: '2016-05-01', guardianName: 'Ibu', homeLibrary: 'SDN-1' };
  const { id, number } = await createMember(t.ctx(), { ...child, fullName: 'Pindah Kelas', className: '4A' });
  const held = await holdRow(t, 'member', id);
  const rows = ['Baru Satu;2016-05-02;;4A;Ibu', `Pindah Kelas;2016-05-01;${number};5A;Ibu`];
  const content = ['Nama;Tanggal lahir;NISN;Kelas;Nama wali', ...rows].join('\n');
  const run = importFiles(t.ctx(), t, { kind: 'class_list', library: 'SDN-1' }, [{ name: 'kelas.csv', content }]);
  try {
    await held.waitedFor(1);
    const atDesk = await createMember(t.ctx(), { fullName: 'Datang Sendiri', category: 'umum', homeLibrary: 'KOTA' });
    expect(atDesk.number).toMatch(/^202611/);
  } finally {
    await held.letGo();
  }
  expect((await run).run).toMatchObject({ status: 'done', createdCount: 1, updatedCount: 1 });
}, 20_000);

test('while an import of titles stands still at one of them, a desk adds copies: their numbers are taken last', async () => {
  await importFiles(t.ctx(), t, { kind: 'marc' }, [{ name: 'a.mrc', content: file(marc('lama', 'Berdiri')) }]);
  const { id } = await t.db.selectFrom('bib').select('id').where('title', '=', 'Berdiri').executeTakeFirstOrThrow();
  const deskBib = await makeBib(t.ctx(), { title: 'Di Meja', author: 'Orang' });
  const held = await holdRow(t, 'bib', id);
  // two records with one ISBN are looked at one after the other: the first has its copy before the second is written over
  const isbn = field('020', ' ', ['a', '9789793062792']);
  const records = [marc('baru', 'Yang Pertama', [isbn, copy('K-1')]), marc('lama', 'Berdiri lagi', [isbn])];
  const files = [{ name: 'b.mrc', content: file(...records) }];
  const run = importFiles(t.ctx(), t, { kind: 'marc', overlay: 'replace' }, files);
  try {
    await held.waitedFor(1);
    const added = await createItem(t.ctx(), { bibId: deskBib, libraryId: city.id, itemType: 'umum' });
    expect(added.accessionNumber).not.toBe('');
  } finally {
    await held.letGo();
  }
  expect((await run).run).toMatchObject({ status: 'done', createdCount: 1, updatedCount: 1, itemCount: 1 });
}, 20_000);
