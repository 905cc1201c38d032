import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeState } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { searchAudit } from '#modules/ground/audit';
import type { Library } from '#modules/ground/libraries';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { getLink, openLink } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addPlaces,
  archivePoster,
  changePoster,
  getPoster,
  judgeWords,
  listPosters,
  makePoster,
  posterPdf,
  restorePoster,
  suggestWords,
  takeDown,
  type PosterInput,
} from '../index.ts';

const t = useTestDb();
const services = { config: { root: process.cwd() }, origin: 'https://perpustakaan.blitarkota.go.id' };
let kota: Library;
let turi: Library;

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota Blitar');
  turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Kelurahan Turi');
});
beforeEach(() => t.clock.set(TEST_NOW));

const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const outreach = (libraryId: number): Ctx => t.ctx({ grants: [{ libraryId, permissions: ['posters.make'] }] });
const closing: PosterInput = {
  subject: { kind: 'notice', address: '/perpustakaan' },
  template: 'parang',
  format: 'a4',
  words: { title: 'Tutup 24 sampai 26 Desember', call: 'Jam buka' },
};
const notice = async (more: Partial<PosterInput> = {}): Promise<number> =>
  makePoster(t.ctx(), kota.id, { ...closing, ...more });
const hung = async (): Promise<number> => {
  const id = await notice();
  await addPlaces(t.ctx(), id, [{ libraryId: turi.id }, { name: 'Halte Aloon-aloon' }]);
  return id;
};
const codesOf = async (id: number): Promise<string[]> => (await getPoster(t.ctx(), id)).places.map((one) => one.code);
const open = async (link: string): Promise<unknown> => openLink(t.ctx(), link, true);

describe('a poster', () => {
  test('of a programme begins with what its page says, and its codes lead there', async () => {
    const { id: programId } = await makeProgram(t.ctx(), kota.id, {
      program: { title: 'Kancil dari Kali Lekso', kind: 'talk', audience: 'children', place: 'Balai Bendogerit' },
      sessions: [
        {
          ...{ title: 'Dongeng', format: 'talk' },
          startsAt: new Date('2026-11-26T15:30:00+07:00'),
          endsAt: new Date('2026-11-26T17:00:00+07:00'),
        },
      ],
    });
    const { words } = await suggestWords(t.ctx(), programId);
    expect(words).toMatchObject({
      over: 'Bincang · Anak · Gratis',
      title: 'Kancil dari Kali Lekso',
      when: 'Kamis, 26 November 2026, 15.30–17.00 WIB',
      first: 'Balai Bendogerit',
    });
    const subject = { kind: 'program', programId } as const;
    const id = await makePoster(t.ctx(), kota.id, { ...closing, subject, template: 'night', words });
    await addPlaces(t.ctx(), id, [{ libraryId: turi.id }]);
    const [link = ''] = await codesOf(id);
    expect(await open(link)).toEqual({ kind: 'goes', to: '/kegiatan/kancil-dari-kali-lekso' });
    expect((await getPoster(t.ctx(), id)).places).toMatchObject([{ name: 'Kelurahan Turi', channel: 'wall', hits: 1 }]);
  });

  test('of a programme that is not published, or was called off, is not made and not printed; the page of it says so', async () => {
    const { id: programId } = await makeProgram(t.ctx(), kota.id);
    const subject = { kind: 'program', programId } as const;
    const id = await notice({ subject });
    await addPlaces(t.ctx(), id, [{ name: 'Pasar Legi' }]);
    await changeState(t.ctx(), programId, 'cancelled', 'Hujan abu');
    expect(await code(posterPdf(t.ctx(), services, id))).toBe('posters.subject_gone');
    expect(await code(addPlaces(t.ctx(), id, [{ name: 'Stasiun' }]))).toBe('posters.subject_gone');
    expect(await code(notice({ subject }))).toBe('posters.subject_gone');
    expect(await code(suggestWords(t.ctx(), programId))).toBe('posters.subject_gone');
    expect((await getPoster(t.ctx(), id)).subject).toMatchObject({ state: 'gone', leadsTo: null });
    expect(await code(notice({ subject: { kind: 'program', programId: 987_654 } }))).toBe('posters.subject_gone');
  });

  test('is refused before it is printed when its words do not fit, with which of them and by how many letters', async () => {
    const title =
      'Belajar menulis sejarah keluarga dari album foto, surat lama, dan cerita nenek bersama para penulis dan peneliti arsip kota';
    const refused = await refusal(notice({ template: 'night', words: { title, call: 'Daftar' } }));
    expect(refused).toMatchObject({ code: 'posters.too_long', fields: { 'words.title': 'too_long' } });
    const [, over] = /^Judul: (\d+) huruf$/.exec(String(refused.params.words)) ?? [];
    const letters = Number(over);
    const judged = judgeWords(t.ctx(), { template: 'night', words: { title, call: 'Daftar' } });
    expect(judged.find(({ format }) => format === 'a4')?.tooLong).toEqual([{ field: 'title', letters }]);
    const cut = async (count: number) =>
      notice({ template: 'night', words: { title: title.slice(0, title.length - count), call: 'Daftar' } });
    expect(await code(cut(letters - 1))).toBe('posters.too_long');
    expect(await cut(letters)).toBeGreaterThan(0);
  });

  test('may not lead where a printed code may not: to pages of staff or of members', async () => {
    for (const address of ['/staf/anggota', '/akun', 'javascript:alert(1)']) {
      const refused = await refusal(notice({ subject: { kind: 'notice', address } }));
      expect(refused).toMatchObject({
        code: 'platform.invalid_input',
        fields: { 'subject.address': expect.any(String) as unknown },
      });
    }
  });
});

describe('its places', () => {
  test('have a code each, and keep it however often somebody adds them, also two at once', async () => {
    const id = await notice();
    const places = [{ libraryId: turi.id }, { name: 'Halte Aloon-aloon' }, { name: 'halte aloon-aloon' }];
    const counts = await Promise.all([1, 2, 3].map(async () => addPlaces(t.ctx(), id, places)));
    expect(counts.toSorted()).toEqual([0, 0, 2]);
    const codes = await codesOf(id);
    expect(new Set(codes).size).toBe(2);
    expect(await addPlaces(t.ctx(), id, [{ name: 'Halte Aloon-aloon' }, { name: 'Stasiun' }])).toBe(1);
    expect((await codesOf(id)).slice(0, 2)).toEqual(codes);
    expect(await getLink(t.ctx(), codes[1] ?? '')).toMatchObject({
      ...{ place: 'Halte Aloon-aloon', channel: 'wall', leadsTo: '/perpustakaan', kind: 'poster' },
    });
  });

  test('are counted by day and place; nobody is', async () => {
    const id = await hung();
    const [first = '', second = ''] = await codesOf(id);
    await open(first);
    await open(first);
    await open(second);
    t.clock.set('2026-11-26T08:00:00+07:00');
    await open(second);
    const { days, places } = await getPoster(t.ctx(), id);
    expect(days).toEqual([
      { day: '2026-11-25', place: 'Halte Aloon-aloon', hits: 1 },
      { day: '2026-11-25', place: 'Kelurahan Turi', hits: 2 },
      { day: '2026-11-26', place: 'Halte Aloon-aloon', hits: 1 },
    ]);
    expect(places.map(({ hits }) => hits)).toEqual([2, 2]);
    expect((await listPosters(t.ctx(), { limit: 50 })).data.find((one) => one.id === id)).toMatchObject({ hits: 4 });
  });

  test('that are taken down lead to a friendly page, keep what was counted, and get a new code when it hangs again', async () => {
    const id = await hung();
    const [link = ''] = await codesOf(id);
    await open(link);
    const [place] = (await getPoster(t.ctx(), id)).places;
    await takeDown(t.ctx(), id, place?.id ?? 0);
    expect(await open(link)).toMatchObject({ kind: 'retired' });
    expect((await getPoster(t.ctx(), id)).places[0]).toMatchObject({ takenDown: true, hits: 1 });
    await addPlaces(t.ctx(), id, [{ libraryId: turi.id }]);
    const codes = await codesOf(id);
    expect(codes).toHaveLength(3);
    expect(codes[2]).not.toBe(link);
    expect(await code(takeDown(t.ctx(), id, 987_654))).toBe('posters.place_not_found');
  });

  test('are sixty at most', async () => {
    const id = await notice();
    const places = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => ({ name: `RT ${from + n}` }));
    expect(await addPlaces(t.ctx(), id, places(1, 60))).toBe(60);
    expect(await code(addPlaces(t.ctx(), id, places(61, 1)))).toBe('posters.too_many_places');
  });
});

describe('later', () => {
  test('a change keeps the codes, which lead where it then says, and is refused to who saw an older one', async () => {
    const id = await hung();
    const { version } = await getPoster(t.ctx(), id);
    const other = { ...closing, subject: { kind: 'notice', address: '/daftar' } as const, version };
    const codes = await codesOf(id);
    await changePoster(t.ctx(), id, { ...other, words: { title: 'Kartu gratis', call: 'Daftar' } });
    expect(await codesOf(id)).toEqual(codes);
    expect(await open(codes[0] ?? '')).toEqual({ kind: 'goes', to: '/daftar' });
    expect(await code(changePoster(t.ctx(), id, other))).toBe('platform.version_conflict');
    const [last] = await searchAudit(t.ctx(), { entity: 'poster', entityId: String(id), limit: 5 });
    expect(last).toMatchObject({ action: 'poster.changed', after: { title: 'Kartu gratis' } });
  });

  test('what is put away is in another list, is not changed, and comes back; its codes go on', async () => {
    const id = await hung();
    const [link = ''] = await codesOf(id);
    const { version } = await getPoster(t.ctx(), id);
    await archivePoster(t.ctx(), id, version);
    const listed = async (archived: boolean) =>
      (await listPosters(t.ctx(), { archived, limit: 200 })).data.some((one) => one.id === id);
    expect([await listed(false), await listed(true)]).toEqual([false, true]);
    expect(await code(addPlaces(t.ctx(), id, [{ name: 'Stasiun' }]))).toBe('posters.archived');
    expect(await open(link)).toMatchObject({ kind: 'goes' });
    await restorePoster(t.ctx(), id, version + 1);
    expect([await listed(false), await listed(true)]).toEqual([true, false]);
  });
});

test('each library makes its own posters, and hangs them wherever it likes', async () => {
  const id = await notice();
  const elsewhere = outreach(turi.id);
  const acts: (() => Promise<unknown>)[] = [
    async () => getPoster(elsewhere, id),
    async () => addPlaces(elsewhere, id, [{ name: 'Stasiun' }]),
    async () => makePoster(elsewhere, kota.id, closing),
    async () => changePoster(elsewhere, id, { ...closing, version: 1 }),
    async () => archivePoster(elsewhere, id, 1),
    async () => takeDown(elsewhere, id, 1),
    async () => posterPdf(elsewhere, services, id),
    async () => listPosters(elsewhere, { libraryId: kota.id, limit: 5 }),
  ];
  for (const act of acts) expect(await code(act())).toBe('platform.forbidden');
  expect((await listPosters(elsewhere, { limit: 50 })).data).toEqual([]);
  const own = await makePoster(elsewhere, turi.id, closing);
  expect(await addPlaces(elsewhere, own, [{ libraryId: kota.id }])).toBe(1);
  expect((await listPosters(elsewhere, { limit: 50 })).data.map((one) => one.id)).toEqual([own]);
  expect(await code(makePoster(t.ctx({ kind: 'anonymous' }), kota.id, closing))).toBe('platform.sign_in_needed');
});
