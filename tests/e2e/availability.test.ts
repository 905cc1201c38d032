import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { addAttachment, createBib, selectBibCards } from '#modules/collection/catalog';
import type { CopyState, DigitalAccess } from '#modules/collection/catalog/client';
import { bookRecord, makeItem } from '#modules/collection/catalog/testing';
import { checkOut, placeHold, quickReturn } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { addReading, setCopiesAside } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { createList, getOwnList, saveToList } from '#modules/lending/reading';
import { asReader } from '#modules/lending/reading/testing';
import { counted } from '../support/counted.ts';
import { useApp } from '../support/start-app.ts';

/** What a title is, and what every place says of it. */
interface Case {
  title: string;
  state: CopyState | 'digital' | 'none';
  /** In the list, on the record page and in reading lists. */
  sentence: string;
  /** On the shelf; null = it stands on none. */
  shelf: string | null;
  /** In the table of copies. */
  copy: string | null;
}
const cases: Case[] = [
  { title: 'Abu di Rak', state: 'here', sentence: 'Ada 1 di Perpustakaan Kota', shelf: 'Ada', copy: 'Ada 1' },
  {
    title: 'Bumi Dibaca',
    state: 'read_here',
    sentence: 'Baca di tempat, Perpustakaan Kota',
    shelf: 'Baca di tempat',
    copy: 'Baca di tempat',
  },
  {
    title: 'Cinta Dipinjam',
    state: 'lent',
    sentence: 'Sedang dipinjam semua',
    shelf: 'Dipinjam',
    copy: 'Dipinjam, kembali',
  },
  {
    title: 'Debu Ditunggu',
    state: 'kept',
    sentence: 'Disimpan untuk pemesan, Perpustakaan Kota',
    shelf: 'Disimpan untuk pemesan',
    copy: 'Disimpan untuk pemesan',
  },
  {
    title: 'Elang Berjalan',
    state: 'on_the_way',
    sentence: 'Di jalan, Perpustakaan Kota',
    shelf: 'Di jalan',
    copy: 'Di jalan',
  },
  {
    title: 'Fajar Kegiatan',
    state: 'for_program',
    sentence: 'Disisihkan untuk kegiatan, Perpustakaan Kota',
    shelf: 'Disisihkan untuk kegiatan',
    copy: 'Disisihkan untuk kegiatan',
  },
  {
    title: 'Gula Disiapkan',
    state: 'in_processing',
    sentence: 'Sedang disiapkan, Perpustakaan Kota',
    shelf: 'Sedang disiapkan',
    copy: 'Sedang disiapkan',
  },
  {
    title: 'Hutan Lembaga',
    state: 'bulk_loan',
    sentence: 'Dipinjam lembaga, Perpustakaan Kota',
    shelf: 'Dipinjam lembaga',
    copy: 'Dipinjam lembaga',
  },
  {
    title: 'Ikan Rusak',
    state: 'damaged',
    sentence: 'Sedang diperbaiki, Perpustakaan Kota',
    shelf: 'Sedang diperbaiki',
    copy: 'Sedang diperbaiki',
  },
  {
    title: 'Jati Dijilid',
    state: 'damaged',
    sentence: 'Sedang diperbaiki, Perpustakaan Kota',
    shelf: 'Sedang diperbaiki',
    copy: 'Sedang diperbaiki',
  },
  {
    title: 'Kopi Dicari',
    state: 'missing',
    sentence: 'Sedang dicari, Perpustakaan Kota',
    shelf: null,
    copy: 'Sedang dicari',
  },
  { title: 'Lampu Hilang', state: 'none', sentence: 'Belum ada eksemplarnya', shelf: null, copy: null },
  { title: 'Malam Ditarik', state: 'none', sentence: 'Belum ada eksemplarnya', shelf: null, copy: null },
  {
    title: 'Nasi Digital',
    state: 'digital',
    sentence: 'Bisa dibaca langsung di ponsel atau komputer',
    shelf: null,
    copy: null,
  },
  {
    title: 'Ombak Anggota',
    state: 'digital',
    sentence: 'Anggota bisa membacanya di ponsel atau komputer',
    shelf: null,
    copy: null,
  },
  {
    title: 'Pasir Berlisensi',
    state: 'digital',
    sentence: 'Dipinjamkan sebagai berkas digital',
    shelf: null,
    copy: null,
  },
  { title: 'Rumah Alamat', state: 'digital', sentence: 'Bisa dibaca di situs lain', shelf: null, copy: null },
  // lent here, and on the shelf of another library: each place speaks of what it shows
  {
    title: 'Sawah Berdua',
    state: 'here',
    sentence: 'Ada 1 di Perpustakaan Kelurahan Gedog',
    shelf: 'Dipinjam',
    copy: 'Dipinjam, kembali',
  },
];
const FILES: Record<string, DigitalAccess> = { Nasi: 'public', Ombak: 'members', Pasir: 'licensed' };

const bibIds = new Map<string, number>();
const bibOf = (title: string): number => bibIds.get(title) ?? 0;
let kotaId = 0;
let programId = 0;
let listId = 0;
let token = '';

const app = useApp(async (t) => {
  const ctx = t.ctx();
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const gedog = await makeLibrary(ctx, 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog');
  kotaId = kota.id;
  const desk = { ...ctx, libraryId: kota.id };
  for (const number of ['A-1', 'A-2', 'A-3']) {
    await makeMember(ctx, { fullName: `Sri ${number}`, number, homeLibrary: 'KOTA', expiresOn: '2027-11-25' });
  }
  const program = await makeProgram(ctx, kota.id, { program: { title: 'Bincang Buku', kind: 'talk' } });
  programId = program.id;
  for (const [nth, { title, state }] of cases.entries()) {
    const marc = bookRecord({ title, author: 'Tim Lumbung', ddc: `899.${200 + nth}` });
    const [word = ''] = title.split(' ');
    if (word === 'Rumah') {
      const link = [{ code: 'u', value: 'https://buku.contoh.id/rumah' }];
      marc.fields.push({ tag: '856', ind1: '4', ind2: '0', subfields: link });
    }
    const { bib } = await createBib(ctx, { marc, allowDuplicate: true });
    bibIds.set(title, bib.id);
    await addReading(ctx, program.id, { bibId: bib.id, sessionId: null });
    const access = FILES[word];
    if (access && access !== 'link') {
      const pdf = new File(['%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n'], 'naskah.pdf');
      await addAttachment(ctx, t.storage, { bibId: bib.id, title: 'Naskah', access }, pdf);
    }
    if (state === 'digital') continue;
    const barcode = `K-${nth}`;
    const itemType = state === 'read_here' ? 'referensi' : 'umum';
    await makeItem(ctx, { bibId: bib.id, libraryId: kota.id, barcodes: [barcode], itemType });
    const set = async (values: { status?: string; setAside?: string; withdrawnAt?: Date; withdrawnReason?: string }) =>
      t.db.updateTable('item').set(values).where('barcode', '=', barcode).execute();
    if (word === 'Cinta' || word === 'Sawah') await checkOut(desk, { memberNumber: 'A-1', itemBarcode: barcode });
    if (word === 'Sawah') await makeItem(ctx, { bibId: bib.id, libraryId: gedog.id, barcodes: ['G-1'] });
    if (word === 'Debu') {
      await placeHold(ctx, { memberNumber: 'A-2', bibId: bib.id, pickupLibraryId: kota.id });
      await quickReturn(desk, { itemBarcode: barcode });
    }
    if (word === 'Elang') {
      await placeHold(ctx, { memberNumber: 'A-2', bibId: bib.id, pickupLibraryId: gedog.id });
      await quickReturn(desk, { itemBarcode: barcode });
    }
    if (word === 'Fajar') await setCopiesAside(ctx, program.id, { bibId: bib.id, count: 1 });
    if (word === 'Gula') await set({ status: 'in_processing' });
    if (word === 'Hutan') await set({ setAside: 'bulk_loan' });
    if (word === 'Ikan') await set({ status: 'damaged' });
    if (word === 'Jati') await set({ status: 'repair' });
    if (word === 'Kopi') await set({ status: 'missing' });
    if (word === 'Lampu') await set({ status: 'lost' });
    if (word === 'Malam') await set({ status: 'withdrawn', withdrawnAt: t.clock.now(), withdrawnReason: 'aus' });
  }
  const { id } = await t.db.selectFrom('member').select('id').where('number', '=', 'A-3').executeTakeFirstOrThrow();
  const reader = asReader(t, { id, number: 'A-3', fullName: 'Sri A-3' });
  listId = await createList(reader, { title: 'Semua', visibility: 'link' });
  for (const { title } of cases) await saveToList(reader, { bibId: bibOf(title), list: { id: listId } });
  token = (await getOwnList(reader, listId, { offset: 0, limit: 1 })).shareToken ?? '';
});

const words = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll(' ,', ',');
const page = async (path: string): Promise<string> => (await fetch(app.origin + path)).text();
/** The piece of a list that begins with a title, up to the end of its line. */
const lineOf = (html: string, title: string): string =>
  words(html.split('<li').find((line) => line.includes(title) && line.includes('class="st')) ?? '');
const titled = z.looseObject({ title: z.string(), availability: z.looseObject({ state: z.string() }) });

let list = '';
let shared = '';
let program = '';
let found: z.output<typeof titled>[] = [];
let ofList: z.output<typeof titled>[] = [];
let ofProgram: z.output<typeof titled>[] = [];
beforeAll(async () => {
  list = await page('/katalog?urut=judul');
  shared = await page(`/daftar-bacaan/${token}`);
  const { slug } = await app.db
    .selectFrom('program')
    .select('slug')
    .where('id', '=', programId)
    .executeTakeFirstOrThrow();
  program = await page(`/kegiatan/${slug}`);
  const api = async (path: string): Promise<unknown> => (await fetch(`${app.origin}/api/v1${path}`)).json();
  found = z.looseObject({ data: z.array(titled) }).parse(await api('/search?limit=50')).data;
  ofList = z.looseObject({ entries: z.array(titled) }).parse(await api(`/lists/shared/${token}`)).entries;
  ofProgram = z.looseObject({ data: z.array(titled) }).parse(await api(`/programs/${programId}/readings`)).data;
});

test.each(cases)('$title: list, record, shelf, reading lists and API say the same', async (one) => {
  const { title, state, sentence, shelf, copy } = one;
  expect(lineOf(list, title), 'list of results').toContain(sentence);
  expect(lineOf(shared, title), 'reading list').toContain(sentence);
  expect(lineOf(program, title), 'programme').toContain(state === 'for_program' ? 'di ruang' : sentence);
  const record = await page(`/katalog/${bibOf(title)}`);
  const get = words(/<div class="get">([\s\S]*?)<\/div>/.exec(record)?.[1] ?? '');
  expect(get, 'record').toContain(sentence);
  const table = words(/<tbody>([\s\S]*?)<\/tbody>/.exec(record)?.[1] ?? '');
  if (copy === null) expect(table).toBe('');
  else expect(table, 'copies').toContain(copy);
  const shelfPage = await page(`/rak/${bibOf(title)}?perpus=${kotaId}`);
  if (shelf === null) expect(shelfPage).toContain('Buku ini belum punya tempat di rak');
  else expect(lineOf(shelfPage, title), 'shelf').toContain(`${title} ${shelf} `);
  for (const answers of [found, ofList, ofProgram]) {
    expect(answers.find((hit) => hit.title === title)?.availability.state, 'API').toBe(state);
  }
});

test('what is read without a copy has a way to it in the list and on its page', async () => {
  for (const title of ['Nasi Digital', 'Ombak Anggota', 'Pasir Berlisensi']) {
    const line = list.split('<li').find((part) => part.includes(title)) ?? '';
    const href = /href="(\/baca\/\d+)"/.exec(line)?.[1] ?? '';
    expect(href).not.toBe('');
    expect(await page(`/katalog/${bibOf(title)}`)).toContain(`class="btn" href="${href}"`);
  }
  expect(await page(`/katalog/${bibOf('Rumah Alamat')}`)).toContain('class="btn" href="https://buku.contoh.id/rumah"');
});

test('a hold is offered where a copy can come to the reader, and only there', () => {
  const offered = cases
    .filter(({ title }) => lineOf(program, title).includes('Pesan'))
    .map((one) => one.title.charAt(0));
  expect(offered.join('')).toBe('ACDEFGHS');
});

test('when the first copy is back is said with the title', () => {
  expect(lineOf(list, 'Cinta Dipinjam')).toMatch(/Paling cepat kembali \p{L}+, \d+ Desember, Perpustakaan Kota\./u);
});

test('a page of results asks for its titles once, however many copies they have', async () => {
  const { db, questions, rows } = counted(app.db);
  await selectBibCards(db, [...bibIds.values()]);
  expect([questions(), rows()]).toEqual([1, cases.length]);
});
