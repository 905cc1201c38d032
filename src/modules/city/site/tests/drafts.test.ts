import { expect, test } from 'vitest';
import { noteFoundSearch } from '#modules/collection/search';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { changeState, type SessionInput } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { writeDrafts } from '../drafts/write-drafts.ts';
import { getPage, listNews, listPages, removePage } from '../index.ts';

const t = useTestDb();
const DAY = 86_400_000;
/** The same some days later. */
const later = (days: number): Ctx => {
  const ctx = t.ctx();
  return { ...ctx, clock: { ...ctx.clock, now: () => new Date(t.clock.now().getTime() + days * DAY) } };
};
const drafts = async () => (await listPages(t.ctx(), { kind: 'news', states: ['draft'], limit: 100 })).pages;

test('where there is nothing to tell, nothing is written', async () => {
  expect(await writeDrafts(t.ctx())).toBe(0);
});

test('books that came in a week become one draft, which says from which days, and is shown to nobody', async () => {
  const library = await aLibrary(t.ctx());
  for (const title of ['Lele', 'Gurami', 'Nila', 'Koi']) {
    const bibId = await makeBib(t.ctx(), { title, author: 'Agus Prasetyo' });
    await makeItem(t.ctx(), { bibId, libraryId: library.id });
  }
  // Wednesday: the week has not ended
  expect(await writeDrafts(t.ctx())).toBe(0);
  expect(await writeDrafts(later(7))).toBe(1);
  // again on the next morning, by another process at once, and after a clock that went back
  expect(await Promise.all([writeDrafts(later(7)), writeDrafts(later(8)), writeDrafts(later(0))])).toEqual([0, 0, 0]);
  const [draft] = await drafts();
  expect(draft).toMatchObject({ title: '4 judul baru pekan ini', drafted: true, state: 'draft' });
  const page = await getPage(t.ctx(), draft?.id ?? 0);
  expect(page.draftedFrom).toEqual({ kind: 'arrivals', from: '2026-11-23', to: '2026-11-29' });
  expect(page.writing.blocks.filter(({ body }) => body.kind === 'embed')).toHaveLength(4);
  expect((await listNews(later(30), { limit: 10 })).news).toEqual([]);
});

test('a draft that nobody wanted is not written again', async () => {
  const [draft] = await drafts();
  const { version } = await getPage(t.ctx(), draft?.id ?? 0);
  await removePage(t.ctx(), draft?.id ?? 0, version);
  expect(await drafts()).toEqual([]);
  expect(await writeDrafts(later(7))).toBe(0);
});

test('before a day of the year there is a draft of what the catalogue has for it, one a year; without books there is none', async () => {
  // 5 August 2027: the day is twelve days ahead
  expect(await writeDrafts(later(253))).toBe(0);
  for (const title of ['Merebut Kemerdekaan', 'Kemerdekaan di Blitar', 'Arti Kemerdekaan']) {
    await makeBib(t.ctx(), { title, author: 'Nugroho Notosusanto' });
  }
  expect(await writeDrafts(later(253))).toBe(1);
  expect(await writeDrafts(later(254))).toBe(0);
  const [draft] = await drafts();
  expect(draft?.title).toBe('Bacaan untuk Hari Kemerdekaan');
  expect((await getPage(t.ctx(), draft?.id ?? 0)).draftedFrom).toEqual({
    kind: 'season',
    from: '2027-08-05',
    to: '2027-08-17',
  });
});

test('what goes on in the week that comes is one draft, without what was called off', async () => {
  const library = await aLibrary(t.ctx());
  // the tests' today is 25 November: the week that comes begins on the 30th
  const sessions: SessionInput[] = [
    {
      ...{ title: 'Sesi', format: 'talk', jp: 0 },
      startsAt: new Date('2026-12-01T09:00:00+07:00'),
      endsAt: new Date('2026-12-01T11:00:00+07:00'),
    },
  ];
  const [shown, off] = [
    await makeProgram(t.ctx(), library.id, { sessions }),
    await makeProgram(t.ctx(), library.id, { sessions }),
  ];
  await changeState(t.ctx(), off.id, 'cancelled', 'Pembicara sakit');
  await writeDrafts(t.ctx());
  const draft = (await drafts()).find(({ title }) => title.startsWith('Kegiatan pekan'));
  const { writing } = await getPage(t.ctx(), draft?.id ?? 0);
  expect(writing.blocks.flatMap(({ body }) => (body.kind === 'embed' ? [body.ref] : []))).toEqual([String(shown.id)]);
});

test('what readers looked for most in a month becomes a draft when it has ended, as words that lead to the books', async () => {
  const looked = async (query: string, times: number) => {
    for (const day of ['2026-11-03', '2026-11-10', '2026-11-17']) {
      for (let nth = 0; nth < times; nth += 1) {
        t.clock.set(`${day}T10:${String(nth * 2).padStart(2, '0')}:00+07:00`);
        await noteFoundSearch(t.ctx({ kind: 'anonymous' }), query);
      }
    }
  };
  const { fullName } = await aMember(t.ctx());
  for (const query of ['batik & kain', 'ikan lele', 'soto', fullName]) await looked(query, 5);
  await looked('pecel', 2);
  // the minute that runs is written with the next one
  t.clock.set('2026-11-18T10:00:00+07:00');
  await noteFoundSearch(t.ctx({ kind: 'anonymous' }), 'penutup');
  t.clock.set(TEST_NOW);
  expect(await writeDrafts(t.ctx())).toBe(0);
  const december = later(8);
  expect(await writeDrafts(december)).toBe(1);
  expect(await writeDrafts(december)).toBe(0);
  const [draft] = (await drafts()).filter(({ title }) => title === 'Paling banyak dicari selama November 2026');
  const page = await getPage(t.ctx(), draft?.id ?? 0);
  expect(page.draftedFrom).toEqual({ kind: 'searched', from: '2026-11-01', to: '2026-11-30' });
  const said = JSON.stringify(page.writing.blocks);
  expect(said).toContain('/katalog?q=batik%20%26%20kain&asal=');
  expect(said).toContain('ikan lele');
  expect(said).not.toContain('pecel');
  // a reader's name is no news, however often it is looked for
  expect(said.toLowerCase()).not.toContain(fullName.toLowerCase());
});
