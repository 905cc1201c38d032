import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import {
  createAuthority,
  createBib,
  getAuthority,
  getBib,
  mergeAuthorities,
  relinkHeadings,
  saveAuthorityBatch,
  suggestAuthorities,
  updateAuthority,
} from '#modules/collection/catalog';
import { bookRecord } from '#modules/collection/catalog/testing';
import { formatMarcText } from '#shared/marc/mnemonic';
import { isDataField, type MarcDataField, type MarcRecord } from '#shared/marc/record';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();

const field = (tag: string, indicators: string, ...subfields: [string, string][]): MarcDataField => ({
  tag,
  ind1: indicators.charAt(0),
  ind2: indicators.charAt(1),
  subfields: subfields.map(([code, value]) => ({ code, value })),
});
async function record(title: string, ...fields: MarcDataField[]): Promise<number> {
  const marc = bookRecord({ title });
  const { bib } = await createBib(t.ctx(), {
    marc: { ...marc, fields: [...marc.fields, ...fields] },
    allowDuplicate: true,
  });
  return bib.id;
}
const line = async (bibId: number, tag: string): Promise<string | undefined> =>
  formatMarcText((await getBib(t.ctx(), bibId)).marc)
    .split('\n')
    .find((text) => text.startsWith(`=${tag}`));

describe('headings', () => {
  test('what is typed as Soekarno offers Sukarno, who has that form as a variant', async () => {
    await createAuthority(t.ctx(), {
      kind: 'name',
      heading: 'Sukarno, 1901-1970',
      see: ['Soekarno', 'Bung Karno'],
      note: 'Presiden pertama Republik Indonesia',
    });
    const offered = await suggestAuthorities(t.ctx(), { q: 'soekar', kind: 'name' });
    expect(offered[0]).toMatchObject({ heading: 'Sukarno, 1901-1970', see: ['Bung Karno', 'Soekarno'] });
    expect(await suggestAuthorities(t.ctx(), { q: 'soekar', kind: 'subject' })).toEqual([]);
    expect(await suggestAuthorities(t.ctx(), { q: 's' })).toEqual([]);
  });

  test('are tied to records by equal heading, and by a form that is not used', async () => {
    const hatta = await createAuthority(t.ctx(), { kind: 'name', heading: 'Mohammad Hatta', see: ['Muhammad Hatta'] });
    await record('Mendayung antara Dua Karang', field('700', '0 ', ['a', 'Mohammad Hatta.']));
    await record('Demokrasi Kita', field('600', '04', ['a', 'Muhammad Hatta'], ['x', 'Pemikiran.']));
    expect((await getAuthority(t.ctx(), hatta.id)).bibCount).toBe(2);
  });

  test('made after the records still find them', async () => {
    await record('Kartini', field('650', ' 4', ['a', 'Emansipasi wanita'], ['z', 'Jepara.']));
    const topic = await createAuthority(t.ctx(), { kind: 'subject', heading: 'Emansipasi wanita -- Jepara' });
    expect(topic.bibCount).toBe(1);
  });

  test('two of one kind that read alike cannot both exist', async () => {
    await createAuthority(t.ctx(), { kind: 'subject', heading: 'Minat baca' });
    await expect(createAuthority(t.ctx(), { kind: 'subject', heading: 'minat  BACA.' })).rejects.toMatchObject({
      code: 'catalog.authority_exists',
    });
    await expect(createAuthority(t.ctx(), { kind: 'series', heading: 'Minat baca' })).resolves.toBeDefined();
  });

  test('a corrected heading is corrected in every record, and the roles stay', async () => {
    const author = await createAuthority(t.ctx(), { kind: 'name', heading: 'Ahmad Tohary' });
    const bibId = await record(
      'Ronggeng Dukuh Paruk',
      field('700', '0 ', ['a', 'Ahmad Tohary,'], ['e', 'penulis.'], ['9', 'tetap']),
    );
    const { rewritten, authority } = await updateAuthority(t.ctx(), {
      id: author.id,
      version: author.version,
      heading: 'Ahmad Tohari, 1948-',
      see: ['Ahmad Tohary'],
    });
    expect(rewritten).toBe(1);
    expect(await line(bibId, '700')).toBe(`=700  0\\$aAhmad Tohari,$d1948-$epenulis.$9tetap$0(lumbung)${author.id}`);
    expect((await getBib(t.ctx(), bibId)).derived.authors[0]).toMatchObject({
      name: 'Ahmad Tohari, 1948-',
      role: 'penulis',
    });
    await expect(
      updateAuthority(t.ctx(), { id: author.id, version: author.version, heading: 'X' }),
    ).rejects.toMatchObject({ code: 'platform.version_conflict' });
    expect(authority.bibCount).toBe(1);
  });

  test('two headings are made one: records follow, the old heading lives on as a form, the trace tells it', async () => {
    const wrong = await createAuthority(t.ctx(), { kind: 'name', heading: 'Pramudya Ananta Tur', see: ['Pramudya'] });
    const right = await createAuthority(t.ctx(), { kind: 'name', heading: 'Toer, Pramoedya Ananta' });
    const books = [
      await record('Bumi Manusia', field('700', '0 ', ['a', 'Pramudya Ananta Tur.'])),
      await record('Jejak Langkah', field('700', '0 ', ['a', 'Pramudya Ananta Tur'], ['0', `(lumbung)${wrong.id}`])),
      await record('Rumah Kaca', field('600', '04', ['a', 'Pramudya Ananta Tur'], ['v', 'Biografi.'])),
    ];
    expect(await mergeAuthorities(t.ctx(), { fromId: wrong.id, intoId: right.id })).toEqual({ rewritten: 3 });
    expect(await line(books[0] ?? 0, '700')).toBe(`=700  1\\$aToer, Pramoedya Ananta.$0(lumbung)${right.id}`);
    expect(await line(books[1] ?? 0, '700')).toBe(`=700  1\\$aToer, Pramoedya Ananta$0(lumbung)${right.id}`);
    expect(await line(books[2] ?? 0, '600')).toBe(`=600  14$aToer, Pramoedya Ananta$vBiografi.$0(lumbung)${right.id}`);
    const kept = await getAuthority(t.ctx(), right.id);
    expect(kept).toMatchObject({ bibCount: 3, see: ['Pramudya', 'Pramudya Ananta Tur'] });
    expect((await getAuthority(t.ctx(), wrong.id)).mergedIntoId).toBe(right.id);
    const traces = await t.db
      .selectFrom('auditEvent')
      .select('id')
      .where('action', '=', 'bib.heading_rewritten')
      .where('entityId', 'in', books.map(String))
      .execute();
    expect(traces).toHaveLength(3);
    // a record that still points at the old one is tied to the kept one
    await record('Gadis Pantai', field('700', '0 ', ['a', 'Pram'], ['0', `(lumbung)${wrong.id}`]));
    expect((await getAuthority(t.ctx(), right.id)).bibCount).toBe(4);
  });

  test('a name cannot be merged into a subject, nor a heading into itself', async () => {
    const name = await createAuthority(t.ctx(), { kind: 'name', heading: 'Sri Mulyani' });
    const subject = await createAuthority(t.ctx(), { kind: 'subject', heading: 'Keuangan negara' });
    await expect(mergeAuthorities(t.ctx(), { fromId: name.id, intoId: subject.id })).rejects.toMatchObject({
      code: 'catalog.authority_kinds_differ',
    });
    await expect(mergeAuthorities(t.ctx(), { fromId: name.id, intoId: name.id })).rejects.toMatchObject({
      code: 'catalog.authority_same',
    });
  });

  test('the transcription of a series on the book is never rewritten', async () => {
    const series = await createAuthority(t.ctx(), { kind: 'series', heading: 'Seri Cerita Rakjat' });
    const bibId = await record(
      'Timun Emas',
      field('490', '1 ', ['a', 'Seri Cerita Rakjat ;'], ['v', '4']),
      field('830', ' 0', ['a', 'Seri Cerita Rakjat ;'], ['v', '4.']),
    );
    await updateAuthority(t.ctx(), { id: series.id, version: series.version, heading: 'Seri Cerita Rakyat' });
    expect(await line(bibId, '490')).toBe('=490  1\\$aSeri Cerita Rakjat ;$v4');
    expect(await line(bibId, '830')).toContain('$aSeri Cerita Rakyat');
  });
});

describe('an import of authority records', () => {
  const authority = (number: string, ...fields: MarcDataField[]): MarcRecord => ({
    leader: '00000nz  a2200000n  4500',
    fields: [{ tag: '001', value: number }, ...fields],
  });
  const save = async (...records: MarcRecord[]) =>
    t.db.transaction().execute(async (trx) => saveAuthorityBatch(trx, t.ctx(), records));

  test('creates, ties records, and run again keeps everything as it is', async () => {
    const bibId = await record('Laut Bercerita', field('700', '1 ', ['a', 'Chudori, Leila S.']));
    const leila = authority(
      'pnri-1',
      field('100', '1 ', ['a', 'Chudori, Leila S.,'], ['d', '1962-']),
      field('400', '1 ', ['a', 'Chudori, Leila S.']),
    );
    const [first] = await save(leila);
    expect(first?.outcome).toBe('created');
    await relinkHeadings(t.ctx());
    expect((await getAuthority(t.ctx(), first?.id ?? 0)).bibCount).toBe(1);
    expect((await save(leila))[0]).toEqual({ id: first?.id, outcome: 'kept', heading: 'Chudori, Leila S., 1962-' });
    expect(await line(bibId, '700')).toBe('=700  1\\$aChudori, Leila S.');
  });

  test('looking at all records again changes no link that was right already', async () => {
    const before = await t.db
      .selectFrom('bibAuthority')
      .select(sql<string>`xmin::text`.as('xmin'))
      .orderBy('bibId')
      .execute();
    await relinkHeadings(t.ctx());
    const after = await t.db
      .selectFrom('bibAuthority')
      .select(sql<string>`xmin::text`.as('xmin'))
      .orderBy('bibId')
      .execute();
    expect(after).toEqual(before);
    expect(before.length).toBeGreaterThan(3);
  });

  test('an improved record replaces the old one, found by its control number, and its records follow', async () => {
    await save(authority('pnri-2', field('150', '  ', ['a', 'Perpustakaan desa'])));
    const bibId = await record('Membangun Pojok Baca', field('650', ' 4', ['a', 'Perpustakaan desa.']));
    const [again] = await save(
      authority(
        'pnri-2',
        field('150', '  ', ['a', 'Perpustakaan kelurahan']),
        field('450', '  ', ['a', 'Perpustakaan desa']),
      ),
    );
    expect(again?.outcome).toBe('updated');
    expect(await line(bibId, '650')).toContain('$aPerpustakaan kelurahan.');
  });

  test('genres and works are told apart; the same heading twice in one file is kept once', async () => {
    const results = await save(
      authority('x1', field('155', '  ', ['a', 'Novel'])),
      authority('x2', field('100', '1 ', ['a', 'Shakespeare, William.'], ['t', 'Hamlet'])),
      authority('x3', field('151', '  ', ['a', 'Blitar (Kota)'])),
      authority('x4', field('151', '  ', ['a', 'BLITAR (Kota).'])),
    );
    expect(results.map((result) => result.outcome)).toEqual(['unsupported', 'unsupported', 'created', 'kept']);
    expect(results[3]?.id).toBe(results[2]?.id);
  });
});

test('a record keeps every other field byte for byte when a heading is rewritten', async () => {
  const author = await createAuthority(t.ctx(), { kind: 'corporate', heading: 'Dinas Perpustakaan Blitar' });
  const bibId = await record(
    'Laporan Tahunan',
    field('710', '2 ', ['a', 'Dinas Perpustakaan Blitar']),
    field('9ZZ', '#q', ['!', '  x  ']),
  );
  const before = (await getBib(t.ctx(), bibId)).marc.fields.filter((one) => one.tag !== '710');
  await updateAuthority(t.ctx(), {
    id: author.id,
    version: author.version,
    heading: 'Dinas Perpustakaan dan Kearsipan Kota Blitar',
  });
  const after = (await getBib(t.ctx(), bibId)).marc.fields;
  expect(after.filter((one) => one.tag !== '710')).toEqual(before);
  expect(after.filter(isDataField).filter((one) => one.tag === '710')).toHaveLength(1);
});
