import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportRecord, getBib, getBibPage } from '#modules/collection/catalog';
import { eraseByNumber } from '#modules/people/members/testing';
import { isDataField, type MarcRecord } from '#shared/marc/record';
import { personalData } from '../../runs/personal-data.ts';
import { OwnFields } from '../rules/own-fields.ts';
import { copy, loanDump, type Row } from './loan-dump.ts';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { fatesOf, type Moved } from './run-migration.ts';

/** What libraries have added of their own to titles, copies and members. */
const { t, settleIn, move } = useMovingHouse();
const erase = async (number: string): Promise<void> => eraseByNumber(t.ctx(), personalData, number);
beforeAll(async () => {
  await settleIn();
});

const NIK = '3572014507990001';
const php = (pairs: readonly (readonly [string, string])[]): string =>
  `a:${pairs.length}:{${pairs.map(([key, label], i) => `i:${i};a:2:{i:0;s:${key.length}:"${key}";i:1;s:99:"${label}";}`).join('')}}`;
const field = (table: string, dbfield: string, label: string, more: Row = {}): Row => ({
  ...{ primary_table: table, dbfield, label, type: 'text', data: null, is_public: 0, ...more },
});
const FIELDS = [
  field('biblio', 'cf_dana', 'Asal Dana', { is_public: 1 }),
  // the lengths are those of another charset
  field('biblio', 'cf_cocok', 'Cocok Untuk', {
    type: 'checklist',
    is_public: 1,
    data: php([
      ['0', 'Anak'],
      ['1', 'Remaja “muda”'],
      ['2', 'Dewasa'],
    ]),
  }),
  field('biblio', 'cf_gambar', 'Jumlah Gambar', { type: 'numeric' }),
  field('biblio', 'cf_sensor', 'Tanggal Sensor', { type: 'date' }),
  field('member', 'cf_sekolah', 'Sekolah', {
    type: 'dropdown',
    data: php([
      ['0', 'SD'],
      ['1', 'SMP'],
    ]),
  }),
  field('member', 'cf_catatan', 'Catatan Petugas'),
  field('item', 'cf_kondisi', 'Kondisi'),
];
const title = (id: number): Row => ({ biblio_id: id, title: `Judul ${id}`, language_id: 'id', frequency_id: 0 });
const reader = (id: string): Row => ({ member_id: id, member_name: `Pembaca ${id}`, member_type_id: 1 });
const own = (id: number, more: Row): Row => ({
  ...{
    biblio_id: id,
    cf_dana: null,
    cf_cocok: null,
    cf_gambar: null,
    cf_sensor: '0000-00-00',
    tinggi_buku: '',
    ...more,
  },
});
const rows = {
  mst_custom_field: FIELDS,
  biblio: [1, 2, 3, 4].map(title),
  biblio_custom: [
    own(1, {
      cf_dana: 'Hibah <b>Bupati</b>',
      cf_cocok: 'a:3:{i:1;s:1:"1";i:2;s:1:"2";i:9;s:1:"9";}',
      cf_gambar: 12,
      tinggi_buku: '21 cm',
    }),
    own(2, {}),
    own(1, { cf_dana: 'Yang kedua' }),
    own(999, { cf_dana: 'Tanpa judul' }),
    own(3, { cf_dana: `NIK ${NIK}`, cf_cocok: 'a:0:{}' }),
  ],
  item: [copy(1, 'C-1', 1), copy(2, 'C-2', 1)],
  item_custom: [
    { item_id: 1, cf_kondisi: 'Rusak ringan' },
    { item_id: 999_999, cf_kondisi: 'Baik' },
  ],
  member: [reader('S-1'), reader('S-2')],
  member_custom: [
    { member_id: 's-1 ', cf_sekolah: '1', cf_catatan: null },
    { member_id: 'S-2', cf_sekolah: '7', cf_catatan: 'x'.repeat(200_000) },
    // with a blank in front it is another number
    { member_id: ' S-1', cf_sekolah: '0', cf_catatan: 'milik orang lain' },
    { member_id: 'TAK-ADA', cf_sekolah: '1', cf_catatan: null },
    { member_id: '', cf_sekolah: '1', cf_catatan: null },
  ],
  loan: [],
  fines: [],
};
const dump = (more: Partial<Record<keyof typeof rows, Row[]>> = {}): string => loanDump({ ...rows, ...more });
const saidOf = ({ said }: Moved, table: string): string[] =>
  said.filter((one) => one.table === table).map(({ key, fate, code }) => `${key} ${fate} ${code}`);
const notesOf = async (name: string): Promise<string[]> => {
  const { marc } = await t.db
    .selectFrom('bib')
    .select(sql<MarcRecord>`marc`.as('marc'))
    .where('title', '=', name)
    .executeTakeFirstOrThrow();
  return marc.fields
    .filter(isDataField)
    .filter(({ tag }) => tag === '500' || tag === '590')
    .map(({ tag, subfields }) => `${tag} ${subfields.map(({ value }) => value).join()}`);
};
const memberNotes = async (number: string) =>
  (await t.db.selectFrom('member').select('notes').where('number', '=', number).executeTakeFirstOrThrow()).notes;

describe('own fields of SLiMS', () => {
  let trial: Moved, moved: Moved;
  beforeAll(async () => {
    trial = await move(dump(), { dryRun: true });
    moved = await move(dump());
  });

  test('of titles they become notes with their labels, for readers or for staff as in SLiMS', async () => {
    expect(await notesOf('Judul 1')).toEqual([
      '500 Asal Dana: Hibah Bupati',
      // a tick that is no choice any more is left out
      '500 Cocok Untuk: Remaja “muda”, Dewasa',
      '590 Jumlah Gambar: 12',
      '590 tinggi_buku: 21 cm',
    ]);
    expect(await notesOf('Judul 3')).toEqual(['500 Asal Dana: NIK [NIK dihapus]']);
  });

  test('what readers of SLiMS did not see, readers do not see here', async () => {
    const { id } = await t.db.selectFrom('bib').select('id').where('title', '=', 'Judul 1').executeTakeFirstOrThrow();
    const reader = t.ctx({ kind: 'anonymous' });
    const seen = async (ctx: typeof reader) => [
      JSON.stringify((await getBib(ctx, id)).marc),
      JSON.stringify((await getBibPage(ctx, id)).bib.marc),
      String((await exportRecord(ctx, { id, format: 'marcxml' })).body),
      Buffer.from((await exportRecord(ctx, { id, format: 'marc' })).body).toString('utf8'),
    ];
    for (const text of await seen(reader)) {
      expect(text).toContain('Hibah Bupati');
      expect(text).not.toContain('Jumlah Gambar');
    }
    for (const text of await seen(t.ctx())) expect(text).toContain('Jumlah Gambar: 12');
  });

  test('what had to be done to them is told', () => {
    const told = (table: string): string[] =>
      moved.said
        .filter((one) => one.table === table && /identity|notes_cut/.test(one.code))
        .map(({ key, code }) => `${key} ${code}`);
    expect([told('biblio'), told('member')]).toEqual([['biblio_id=3 identity_removed'], ['member_id=S-2 notes_cut']]);
  });

  test('of copies and members they stand in the note', async () => {
    const copies = await t.db.selectFrom('item').select(['barcode', 'copyNote']).orderBy('barcode').execute();
    expect(copies).toEqual([
      { barcode: 'C-1', copyNote: 'Kondisi: Rusak ringan' },
      { barcode: 'C-2', copyNote: null },
    ]);
    expect(await memberNotes('S-1')).toBe('Sekolah: SMP');
    // a choice that is no more keeps its number
    expect(await memberNotes('S-2')).toBe(`Sekolah: 7\nCatatan Petugas: ${'x'.repeat(500)}`);
  });

  test('every row is accounted for, in a trial as well', () => {
    for (const run of [trial, moved]) {
      expect(fatesOf(run, 'biblio_custom')).toEqual([5, 2, 1, 2, 0]);
      expect(fatesOf(run, 'item_custom')).toEqual([2, 1, 0, 1, 0]);
      expect(fatesOf(run, 'member_custom')).toEqual([5, 2, 0, 3, 0]);
      expect(saidOf(run, 'biblio_custom')).toEqual([
        'biblio_id=999 refused own_without_owner',
        'biblio_id=1 refused row_repeated',
      ]);
      expect(saidOf(run, 'item_custom')).toEqual(['item_id=999999 refused own_without_owner']);
      expect(saidOf(run, 'member_custom')).toEqual([
        'member_id=S-1 refused own_without_owner',
        'member_id=TAK-ADA refused own_without_owner',
        'member_id= refused key_unusable',
      ]);
    }
  });

  test('a later dump brings what has changed in them, and nothing where nothing has', async () => {
    const same = await move(dump());
    expect([same.report.updated, fatesOf(same, 'biblio_custom')]).toEqual([0, [5, 0, 1, 2, 2]]);
    const later = await move(
      dump({
        biblio_custom: [own(4, { cf_dana: 'APBD' })],
        item_custom: [{ item_id: 2, cf_kondisi: 'Baru' }],
        member_custom: [{ member_id: 'S-1', cf_sekolah: '0', cf_catatan: null }],
      }),
    );
    // of the first title, the third and the fourth; of both copies; of both members
    expect(later.report).toMatchObject({ updated: 7, conflicts: 0 });
    expect([await notesOf('Judul 1'), await notesOf('Judul 4')]).toEqual([[], ['500 Asal Dana: APBD']]);
    expect([await memberNotes('S-1'), await memberNotes('S-2')]).toEqual(['Sekolah: SD', null]);
  });

  test('a list of choices that is broken costs no time, and a choice without a list keeps its numbers', () => {
    const own = new OwnFields('1');
    const row = (cells: Record<string, string>) => (column: string) => cells[column] ?? null;
    const data = 'a:2:{i:0;s:1:"'.repeat(20_000);
    own.take('mst_custom_field', [], row({ primary_table: 'biblio', dbfield: 'cf_a', label: 'A', data }));
    own.take('biblio_custom', ['biblio_id', 'cf_a'], row({ biblio_id: '1', cf_a: 'i:0;s:9:"'.repeat(20_000) }));
    own.take('biblio_custom', ['biblio_id', 'cf_b'], row({ biblio_id: '2', cf_b: 'a:2:{i:1;s:1:"1";i:2;i:5;}' }));
    expect(own.of('biblio_custom', 1).isCut).toBe(true);
    expect(own.of('biblio_custom', 2).values).toEqual([{ label: 'cf_b', value: '1, 5', isPublic: false }]);
  });

  test('with a member the number goes from the lines of their own fields, also from those of later runs', async () => {
    await erase('S-2');
    const again = await move(dump());
    expect(JSON.stringify(again.said)).not.toContain('S-2');
    expect(fatesOf(again, 'member_custom')[0]).toBe(5);
  });
});
