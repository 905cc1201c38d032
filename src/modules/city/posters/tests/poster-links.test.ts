import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeProgram } from '#modules/community/programs/testing';
import type { Library } from '#modules/ground/libraries';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { getLink, openLink, renameLink, repointLink, restoreLink, retireLink } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { readPiece } from '../../../../../tests/support/read-print.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import type { Poster } from '../client.ts';
import {
  addPlaces,
  changePoster,
  getPoster,
  listPosters,
  makePoster,
  posterPdf,
  posterPicture,
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

const closing: PosterInput = {
  subject: { kind: 'notice', address: '/perpustakaan' },
  template: 'parang',
  format: 'a4',
  words: { title: 'Tutup 24 sampai 26 Desember', call: 'Jam buka' },
};
const hung = async (more: Partial<PosterInput> = {}, libraryId = kota.id): Promise<Poster> => {
  const id = await makePoster(t.ctx(), libraryId, { ...closing, ...more });
  await addPlaces(t.ctx(), id, [{ name: 'Halte Aloon-aloon' }]);
  return getPoster(t.ctx(), id);
};
const linkOf = ({ places }: Poster): string => places[0]?.code ?? '';
const downs = async (id: number): Promise<boolean[]> =>
  (await getPoster(t.ctx(), id)).places.map(({ takenDown }) => takenDown);
const listed = async (id: number): Promise<number | undefined> =>
  (await listPosters(t.ctx(), { limit: 200 })).data.find((one) => one.id === id)?.places;
const open = async (code: string): Promise<unknown> => openLink(t.ctx(), code, true);
const outreach = (libraryId: number): Ctx => t.ctx({ grants: [{ libraryId, permissions: ['posters.make'] }] });

test('nothing is hung nowhere: without a place, at a library that there is not, under a name that is too long', async () => {
  const { id } = await hung();
  const fields = async (places: Parameters<typeof addPlaces>[2]) => {
    const { code, fields: wrong } = await refusal(addPlaces(t.ctx(), id, places));
    return { code, wrong };
  };
  const code = 'platform.invalid_input';
  expect(await fields([])).toEqual({ code, wrong: { places: 'required' } });
  expect(await fields([{ libraryId: 987_654 }])).toEqual({ code, wrong: { places: 'unknown' } });
  expect(await fields([{ name: 'x'.repeat(121) }])).toEqual({ code, wrong: { 'places.0.name': 'too_long' } });
  expect(await refusal(makePoster(t.ctx(), 0, closing))).toMatchObject({ code: 'libraries.not_found' });
});

test('names are compared by one rule, in the letters of every language', async () => {
  const { id } = await hung();
  // a Greek s at the end of a word is another letter, for this rule; the database has rules of its own
  expect(await addPlaces(t.ctx(), id, [{ name: 'ΟΔΟΣ' }, { name: 'οδοσ' }, { name: 'οδος' }])).toBe(2);
  expect(await addPlaces(t.ctx(), id, [{ name: 'Café' }, { name: 'Cafe\u0301' }])).toBe(1);
});

describe('a poster hangs where its code is in use', () => {
  test('a code that was retired among the links is printed no more, and its place gets a new one', async () => {
    const poster = await hung();
    const { id } = poster;
    await retireLink(t.ctx(), linkOf(poster));
    expect([await downs(id), await listed(id)]).toEqual([[true], 0]);
    expect((await refusal(posterPdf(t.ctx(), services, id))).code).toBe('posters.no_places');
    const placeId = poster.places[0]?.id;
    expect((await refusal(posterPdf(t.ctx(), services, id, { placeId }))).code).toBe('posters.place_not_found');
    expect(await addPlaces(t.ctx(), id, [{ name: 'Halte Aloon-aloon' }])).toBe(1);
    expect([await downs(id), await listed(id)]).toEqual([[true, false], 1]);
  });

  test('a place that was taken down hangs again when its code is taken into use again, and can be taken down again', async () => {
    const poster = await hung();
    const { id } = poster;
    const [place] = poster.places;
    await takeDown(t.ctx(), id, place?.id ?? 0);
    await restoreLink(t.ctx(), linkOf(poster));
    expect([await downs(id), await listed(id)]).toEqual([[false], 1]);
    expect(await addPlaces(t.ctx(), id, [{ name: 'halte aloon-aloon' }])).toBe(0);
    await takeDown(t.ctx(), id, place?.id ?? 0);
    expect(await open(linkOf(poster))).toMatchObject({ kind: 'retired' });
    expect(await downs(id)).toEqual([true]);
  });
});

describe('a change of a poster', () => {
  const change = async ({ id }: Poster, more: Partial<PosterInput>): Promise<void> => {
    const { version } = await getPoster(t.ctx(), id);
    await changePoster(t.ctx(), id, { ...closing, ...more, version });
  };

  test('carries its title and campaign to its links, and leaves where one leads by hand until it says another page itself', async () => {
    const poster = await hung({ campaign: 'Libur' });
    const code = linkOf(poster);
    expect(await getLink(t.ctx(), code)).toMatchObject({ label: closing.words.title, campaign: 'Libur' });
    await repointLink(t.ctx(), code, { kind: 'address', target: '/jam-buka' });
    await change(poster, { campaign: 'Natal', words: { ...closing.words, title: 'Tutup sampai Tahun Baru' } });
    expect(await getLink(t.ctx(), code)).toMatchObject({
      ...{ label: 'Tutup sampai Tahun Baru', campaign: 'Natal', leadsTo: '/jam-buka' },
    });
    await renameLink(t.ctx(), code, { label: 'Halte, sisi utara', place: 'Halte Aloon-aloon' });
    const more = { campaign: 'Natal', words: { ...closing.words, title: 'Tutup sampai Tahun Baru' } };
    await change(poster, { ...more, subject: { kind: 'notice', address: '/daftar' } });
    expect(await getLink(t.ctx(), code)).toMatchObject({ label: 'Halte, sisi utara', leadsTo: '/daftar' });
  });

  test('is counted for its campaign from then on with all of its posters, of the libraries that somebody may see', async () => {
    const [first, second] = [await hung({ campaign: 'Baca' }), await hung({ campaign: 'Lain' }, turi.id)];
    await open(linkOf(first));
    await open(linkOf(second));
    await open(linkOf(second));
    const counted = async (ctx: Ctx, { id }: Poster) => (await getPoster(ctx, id)).campaignHits;
    expect(await counted(t.ctx(), first)).toBe(1);
    await change(second, { campaign: 'Baca' });
    expect(await counted(t.ctx(), first)).toBe(3);
    expect(await counted(outreach(turi.id), second)).toBe(2);
    expect(await counted(t.ctx(), await hung())).toBeNull();
    t.clock.set('2027-02-01T08:00:00+07:00');
    expect(await counted(t.ctx(), first)).toBe(0);
  });
});

test('a poster begins in Indonesian, whatever language its maker reads', async () => {
  const session = {
    ...{ title: 'Dongeng', format: 'talk' as const },
    ...{ startsAt: new Date('2026-11-26T15:30:00+07:00'), endsAt: new Date('2026-11-26T17:00:00+07:00') },
  };
  const program = { title: 'Kancil', kind: 'talk' as const, audience: 'children' as const };
  const { id } = await makeProgram(t.ctx(), kota.id, { program, sessions: [session] });
  const english: Ctx = { ...t.ctx(), locale: 'en' };
  expect((await suggestWords(english, id)).words).toMatchObject({
    ...{ over: 'Bincang · Anak · Gratis', when: 'Kamis, 26 November 2026, 15.30–17.00 WIB' },
    call: 'Pindai: jadwal dan pendaftaran',
  });
});

test('a card for screens bears no code of a paper on a wall, but that of a screen', async () => {
  const { id } = await hung();
  const codeOn = async (): Promise<string[]> => {
    const { body } = await posterPicture(t.ctx(), services, id, { format: 'square' });
    const { data, info } = await sharp(body).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const page = { width, height, pixels: { data, width, height } };
    return (await readPiece(page, { x: 0, y: 0, width: 10_000, height: 10_000 })).map(({ text }) => text);
  };
  expect(await codeOn()).toEqual([`${services.origin}/perpustakaan`]);
  await addPlaces(t.ctx(), id, [{ name: 'Grup warga', channel: 'whatsapp' }]);
  const screen = (await getPoster(t.ctx(), id)).places.find(({ name }) => name === 'Grup warga');
  expect(await codeOn()).toEqual([`${services.origin}/q/${screen?.code}`]);
});
