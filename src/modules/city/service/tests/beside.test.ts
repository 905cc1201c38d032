import { beforeAll, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { makeBib } from '#modules/collection/catalog/testing';
import { makeProgram } from '#modules/community/programs/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { panelsOn } from '#platform/panels';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  answerAids,
  answerTicket,
  answeredLibraries,
  followTicket,
  mergeTickets,
  passOnPraise,
  rateTicket,
  setElement,
  ticketOfNumber,
  viewTicket,
  writeAddress,
} from '../index.ts';
import { makeCards } from '../papers/make-cards.ts';
import { findByNumber, sendOne } from '../testing.ts';

const t = useTestDb();
const needs = { secrets: testSecrets, storage: t.storage };
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const BOTH = ['enquiries.answer', 'complaints.answer', 'reports.read'];
let kota = 0;
let gedog = 0;
let budi = 0;
const desk = (permissions = BOTH, at: number | null = kota): Ctx =>
  t.ctx({ id: 1, name: 'Dewi', grants: [{ libraryId: at, permissions }] });

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
  const account = { username: 'budi', fullName: 'Budi Santoso', email: 'budi@pustaka.test' };
  budi = (await makeAccount(t, { ...account, grants: [{ role: 'head', libraryId: kota }] })).id;
});

async function sent(more: Parameters<typeof sendOne>[2] = {}) {
  const one = await sendOne(t.ctx({ kind: 'anonymous' }), needs, { libraryId: kota, ...more });
  return { ...one, id: await findByNumber(t.ctx(), one.number) };
}

test('what people wrote about a library stands on its page for staff, the open first, and only what one may answer', async () => {
  const about = { kind: 'library' as const, ref: String(gedog) };
  const done = await sent({ about, kind: 'question', text: 'Apakah ada toilet?' });
  const { version } = await viewTicket(desk(), done.id);
  await answerTicket(desk(), done.id, { text: 'Ada.', outcome: 'resolved', version });
  const open = await sent({ about, kind: 'complaint', text: 'Toiletnya rusak.' });
  const far = await sent({ about, kind: 'question', libraryId: gedog, text: 'Hanya untuk Gedog.' });
  const shown = async (ctx: Ctx) =>
    (await panelsOn(ctx, { page: 'library', id: gedog })).flatMap(({ lines }) => lines.map(({ href }) => href));
  const href = ({ id }: { id: number }) => `/staf/layanan/${id}`;
  expect(await shown(desk())).toEqual([href(open), href(done)]);
  expect(await shown(desk(['enquiries.answer']))).toEqual([href(done)]);
  expect(await shown(desk(BOTH, null))).toContain(href(far));
  expect(await shown(desk(['libraries.manage']))).toEqual([]);
  expect(await panelsOn(desk(), { page: 'library', id: kota })).toEqual([]);
  expect(await panelsOn(desk(), { page: 'bib', id: gedog })).toEqual([]);
});

test('what people wrote about a record or a programme stands on its page for staff, and on that of no other', async () => {
  const bibs = [
    await makeBib(t.ctx(), { title: 'Bumi Manusia' }),
    await makeBib(t.ctx(), { title: 'Cantik Itu Luka' }),
  ];
  const programs = [(await makeProgram(t.ctx(), kota)).id, (await makeProgram(t.ctx(), kota)).id];
  for (const [page, [id = 0, other = 0]] of [
    ['bib', bibs],
    ['program', programs],
  ] as const) {
    const about = { kind: page, ref: String(id) };
    const asked = await sent({ about, kind: 'question', text: `Kapan ada lagi (${page})?` });
    const complained = await sent({ about, kind: 'complaint', text: `Halamannya hilang (${page}).` });
    const shown = async (ctx: Ctx, on = id) => panelsOn(ctx, { page, id: on });
    const href = (one: { id: number }) => `/staf/layanan/${one.id}`;
    const parts = await shown(desk());
    expect(parts).toMatchObject([
      { beside: null, title: 'Masukan tentang ini', lines: [{ href: href(complained) }, { href: href(asked) }] },
    ]);
    expect(parts[0]?.lines[1]?.words).toBe(`${asked.number} · Kapan ada lagi (${page})?`);
    expect(await shown(desk(['enquiries.answer']))).toMatchObject([{ lines: [{ href: href(asked) }] }]);
    expect(await shown(desk(BOTH, gedog))).toEqual([]);
    expect(await shown(desk(['catalog.edit', 'programs.manage']))).toEqual([]);
    expect(await shown(desk(), other)).toEqual([]);
  }
});

test('a complaint stands beside the element that it concerns, of its days and libraries, and is in no score', async () => {
  const [first, second, praised] = [
    await sent({ kind: 'complaint', text: 'Antre setengah jam.' }),
    await sent({ kind: 'complaint', text: 'Antrean panjang sekali.' }),
    await sent({ kind: 'praise', text: 'Antrenya cepat.' }),
  ];
  await mergeTickets(desk(), first.id, second.number);
  await setElement(desk(), first.id, 'U3');
  await setElement(desk(), praised.id, 'U3');
  expect(await viewTicket(desk(), first.id)).toMatchObject({ element: 'U3' });
  const beside = async (ctx: Ctx, from: string, to: string, libraryIds: number[] | null = null) =>
    (await panelsOn(ctx, { page: 'round', from, to, libraryIds })).map((part) => [part.beside, part.lines.length]);
  // what is answered with it was a complaint of its own
  expect(await beside(desk(), '2026-11-25', '2026-11-25')).toEqual([['U3', 2]]);
  expect(await beside(desk(), '2026-11-26', '2026-12-31')).toEqual([]);
  expect(await beside(desk(), '2026-11-25', '2026-11-25', [gedog])).toEqual([]);
  expect(await beside(desk(BOTH, gedog), '2026-11-25', '2026-11-25')).toEqual([]);
  expect(await beside(desk(['reports.read']), '2026-11-25', '2026-11-25')).toEqual([]);
  expect(await code(setElement(desk(['enquiries.answer']), first.id, null))).toBe('platform.forbidden');
  await setElement(desk(), first.id, null);
  expect(await beside(desk(), '2026-11-25', '2026-11-25')).toEqual([]);
});

test('who answers sees what others said much the same, and nothing of what they may not read', async () => {
  const one = await sent({ text: 'Lampu baca di lantai dua mati sejak Senin.' });
  const like = await sent({ text: 'Lampu baca lantai dua mati.' });
  const hidden = await sent({ kind: 'complaint', text: 'Lampu baca di lantai dua mati lagi!' });
  await sent({ text: 'Bagaimana cara memperpanjang kartu?' });
  const alike = async (ctx: Ctx) => (await answerAids(ctx, await viewTicket(ctx, one.id))).alike.map(({ id }) => id);
  expect((await alike(desk())).toSorted()).toEqual([like.id, hidden.id]);
  expect(await alike(desk(['enquiries.answer']))).toEqual([like.id]);
  await mergeTickets(desk(), one.id, like.number);
  expect(await alike(desk(['enquiries.answer']))).toEqual([]);
});

test('a question whose answer did not help stands where the next edition is drafted and where it is decided what to buy', async () => {
  const one = await sent({ text: 'Ada buku SNBT terbaru?' });
  const { version } = await viewTicket(desk(), one.id);
  await answerTicket(desk(), one.id, { text: 'Belum ada.', outcome: 'resolved', version });
  const shown = async (ctx: Ctx, page: 'next_edition' | 'suggestions') =>
    (await panelsOn(ctx, { page })).flatMap(({ lines }) => lines.map(({ href }) => href));
  expect(await shown(desk(), 'next_edition')).toEqual([]);
  await rateTicket(t.ctx({ kind: 'anonymous' }), { code: one.code, ip: '198.51.100.2', rating: 'no' });
  for (const page of ['next_edition', 'suggestions'] as const) {
    expect(await shown(desk(), page)).toEqual([`/staf/layanan/${one.id}`]);
    expect(await shown(desk(['programs.manage']), page)).toEqual([]);
  }
});

test('praise reaches whoever earned it once, in its words and without a name', async () => {
  const contact = { contactKind: 'email' as const, contact: 'ratih@example.org', contactName: 'Ratih Wulandari' };
  const { id, code: key } = await sent({
    ...contact,
    kind: 'praise',
    text: 'Saya Ratih Wulandari, 0812-3456-7890: Pak Budi sabar menjelaskan.',
  });
  const both = await Promise.all([passOnPraise(desk(), id, budi), passOnPraise(desk(), id, budi)]);
  expect(both.toSorted()).toEqual([false, true]);
  const mails = await t.db.selectFrom('guestMessage').selectAll().where('topic', '=', 'praise').execute();
  expect(mails).toMatchObject([
    { email: 'budi@pustaka.test', params: { words: 'Saya …, …: Pak Budi sabar menjelaskan.' } },
  ]);
  for (const one of ['Ratih', 'Wulandari', '0812', 'ratih@']) expect(JSON.stringify(mails)).not.toContain(one);
  const { messages } = await viewTicket(desk(), id);
  expect(messages.filter(({ author }) => author === 'note')).toHaveLength(1);
  expect(
    JSON.stringify(await followTicket(t.ctx({ kind: 'anonymous' }), { code: key, ip: '198.51.100.1' })),
  ).not.toContain('Budi Santoso');
  expect((await answerAids(desk(), await viewTicket(desk(), id))).praised).toContainEqual({
    ...{ id: budi, name: 'Budi Santoso' },
  });
  const far = { username: 'wati', email: 'wati@pustaka.test', grants: [{ role: 'circulation', libraryId: gedog }] };
  const silent = { username: 'tono', grants: [{ role: 'head', libraryId: kota }] };
  for (const one of [far, silent]) {
    const { id: nobody } = await makeAccount(t, one);
    expect(await code(passOnPraise(desk(), id, nobody))).toBe('service.nobody_there');
  }
  const asked = await sent({ kind: 'question' });
  expect(await code(passOnPraise(desk(), asked.id, budi))).toBe('service.not_praise');
  expect(await code(passOnPraise(desk(), id, 999_999))).toBe('service.nobody_there');
  expect(await code(passOnPraise(desk(['complaints.answer']), id, budi))).toBe('platform.forbidden');
});

test('a number leads to its ticket for who may answer it; the code of a place says where and how somebody came', async () => {
  const { id, number } = await sent({ kind: 'complaint' });
  expect(await ticketOfNumber(desk(), ` ${number.toLowerCase()} `)).toBe(id);
  expect(await ticketOfNumber(desk(['enquiries.answer']), number)).toBeNull();
  for (const none of ['K-2026-99999', 'K-2026', '', `${number}\0`, 'K'.repeat(200_000)])
    expect(await ticketOfNumber(desk(), none)).toBeNull();
  expect(writeAddress('https://perpus.example', 'KEL-A&B', 'qr')).toBe(
    'https://perpus.example/bantuan?lewat=qr&di=KEL-A%26B',
  );
  expect((await answeredLibraries(desk())).map((one) => one.code)).toEqual(['KOTA']);
  expect((await answeredLibraries(desk(BOTH, null))).map((one) => one.code)).toEqual(['KOTA', 'GEDOG']);
  expect(await code(answeredLibraries(desk(['complaints.answer'])))).toBe('platform.forbidden');
});

test('each place has a card with its name, and an address that leads there also for who types it', async () => {
  const config = { root: process.cwd(), publicUrl: 'https://perpus.example' };
  const { body } = await makeCards(desk(BOTH, null), config);
  if (!(body instanceof Uint8Array)) throw new Error('a card is made at once');
  const pages = await pageTexts(body);
  expect(pages).toHaveLength(2);
  expect(pages[0]).toContain('Perpustakaan Kota');
  expect(pages[1]).toContain('Perpustakaan Gedog');
  expect(pages[1]?.replaceAll(' ', '')).toContain('https://perpus.example/bantuan?di=GEDOG');
});
