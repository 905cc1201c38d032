import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorize } from '#platform/rights/authorize';
import { promiseMeasures } from '#platform/promise-measures';
import type { Edition, Pledge, Remark, Review, Standard } from './client.ts';
import { selectFigures } from './data/figures.queries.ts';
import { selectPledges } from './data/pledges.queries.ts';
import { selectRemarks, selectReviews } from './data/remarks.queries.ts';
import { selectEditions, selectStandards } from './data/standards.queries.ts';
import { promiseErrors } from './errors.ts';
import { performanceOf } from './measure-promises.ts';

const MOST_REMARKS = 200;
/** Answered remarks that the page shows to everybody. */
const SHOWN_REMARKS = 20;
const SHOWN_REVIEWS = 20;

type Reading = Pick<Ctx, 'db' | 'locale'>;

async function allStandards(ctx: Reading): Promise<Standard[]> {
  const standards = await selectStandards(ctx.db);
  const editions = await selectEditions(ctx.db, { states: ['draft', 'published'] });
  const figures = new Map((await selectFigures(ctx.db)).map((figure) => [figure.editionId, figure]));
  return standards.map((standard) => {
    const of = (state: Edition['state']) =>
      editions.find((one) => one.standardId === standard.id && one.state === state) ?? null;
    const published = of('published');
    const performance = performanceOf(published, published ? figures.get(published.id) : undefined, ctx.locale);
    return { ...standard, published, draft: of('draft'), performance };
  });
}

/** A service that is offered, with the edition that holds. */
export type PublishedStandard = Standard & { published: Edition };
const isPublished = (one: Standard): one is PublishedStandard => one.published !== null && one.retiredAt === null;

/** What the library promises now, and how it keeps it, for everybody. The pledge is null while none was signed. */
export async function viewPromises(ctx: Reading): Promise<{ pledge: Pledge | null; standards: PublishedStandard[] }> {
  const pledges = await selectPledges(ctx.db);
  return {
    pledge: pledges.find(({ state }) => state === 'published') ?? null,
    standards: (await allStandards(ctx)).filter(isPublished).map((one) => ({ ...one, draft: null })),
  };
}

/** One service that is offered, for everybody. Throws `promises.standard_not_found`. */
export async function viewStandard(ctx: Reading, id: number): Promise<PublishedStandard> {
  const found = (await viewPromises(ctx)).standards.find((one) => one.id === id);
  if (!found) throw promiseErrors.standardNotFound();
  return found;
}

/** What was promised before: pledges and editions that were replaced, and the last editions of services that are no longer offered; the latest first. */
export async function viewFormerPromises(ctx: Reading): Promise<{ pledges: Pledge[]; editions: Edition[] }> {
  const retired = new Set(
    (await selectStandards(ctx.db)).flatMap(({ id, retiredAt }) => (retiredAt === null ? [] : id)),
  );
  const editions = await selectEditions(ctx.db, { states: ['published', 'replaced'] });
  return {
    pledges: (await selectPledges(ctx.db)).filter(({ state }) => state === 'replaced'),
    editions: editions.filter(({ state, standardId }) => state === 'replaced' || retired.has(standardId)),
  };
}

/** What people said, with the answers of the library, for everybody: the latest first. */
export const viewRemarks = async (ctx: Reading): Promise<Remark[]> =>
  selectRemarks(ctx.db, { state: 'answered', limit: SHOWN_REMARKS });

/** All services with what is written of them, those that are no longer offered too. Needs `standards.manage` in the whole network. */
export async function listStandards(ctx: Ctx): Promise<Standard[]> {
  authorize(ctx, 'standards.manage', null);
  return allStandards(ctx);
}

/** One of them. Needs `standards.manage` in the whole network. Throws `promises.standard_not_found`. */
export async function getStandard(ctx: Ctx, id: number): Promise<Standard> {
  const found = (await listStandards(ctx)).find((one) => one.id === id);
  if (!found) throw promiseErrors.standardNotFound();
  return found;
}

/** What can be measured, by key. Needs `standards.manage` in the whole network. */
export async function listMeasures(
  ctx: Ctx,
): Promise<{ key: string; label: string; unit: 'hours' | 'days' | 'working_days' | null }[]> {
  authorize(ctx, 'standards.manage', null);
  const { locale } = ctx;
  return Promise.resolve(
    promiseMeasures().map(({ key, label, unit }) => ({ key, label: label({}, { locale }), unit })),
  );
}

/** The pledge that holds and the one that is being written. Needs `standards.manage` in the whole network. */
export async function getPledges(ctx: Ctx): Promise<{ published: Pledge | null; draft: Pledge | null }> {
  authorize(ctx, 'standards.manage', null);
  const pledges = await selectPledges(ctx.db);
  const of = (state: Pledge['state']) => pledges.find((one) => one.state === state) ?? null;
  return { published: of('published'), draft: of('draft') };
}

/** Remarks of a state, the oldest first while they wait. Needs `standards.manage` in the whole network. */
export async function listRemarks(ctx: Ctx, state: Remark['state']): Promise<Remark[]> {
  return (await pageRemarks(ctx, state, { limit: MOST_REMARKS })).data;
}

/** A page of them. Needs `standards.manage` in the whole network. */
export async function pageRemarks(
  ctx: Ctx,
  state: Remark['state'],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: Remark[]; next: string | null }> {
  authorize(ctx, 'standards.manage', null);
  const [afterId = null] = decodeCursor(cursor, z.tuple([z.int()])) ?? [];
  return toPage(await selectRemarks(ctx.db, { state, afterId, limit: limit + 1 }), limit, ({ id }) => [id]);
}

/** Yearly reviews, the latest first; anybody may read them. */
export const listReviews = async (ctx: Pick<Ctx, 'db'>): Promise<Review[]> => selectReviews(ctx.db, SHOWN_REVIEWS);
