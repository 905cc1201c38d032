import { expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
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
