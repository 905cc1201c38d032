import { withLogo } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import type { Weeding, WeedingCopy, WeedingDecision } from './client.ts';
import {
  findWeeding,
  findWeedingMinutes,
  selectWeedingCopies,
  selectWeedings,
  type WeedingView,
} from './data/weeding.queries.ts';
import { stocktakeErrors } from './errors.ts';
import { signedShape } from './minutes.ts';
import { keptRules } from './schema.ts';
import type { StocktakeFile } from './stocktake-files.ts';

const MAX_LINES = 100_000;

const toWeeding = ({ rules, libraryId, libraryName, libraryCode, timeZone, ...weeding }: WeedingView): Weeding => ({
  ...weeding,
  rules: keptRules.parse(rules),
  library: { id: libraryId, code: libraryCode, name: libraryName, timeZone },
});

async function readWeeding(ctx: Ctx, id: number): Promise<WeedingView> {
  const row = await findWeeding(ctx.db, id);
  if (!row) throw stocktakeErrors.weedingNotFound();
  authorize(ctx, 'items.withdraw', row.libraryId);
  return row;
}

/** Lists of a library, the newest first. Needs `items.withdraw` there. @param page.beforeId of the last one of the page before */
export async function listWeedings(
  ctx: Ctx,
  libraryId: number,
  page: { beforeId?: number | null; limit: number } = { limit: 100 },
): Promise<Weeding[]> {
  authorize(ctx, 'items.withdraw', libraryId);
  return (await selectWeedings(ctx.db, libraryId, page)).map(toWeeding);
}

/** One list. Needs `items.withdraw` at its library. Throws `stocktake.weeding_not_found`. */
export const getWeeding = async (ctx: Ctx, id: number): Promise<Weeding> => toWeeding(await readWeeding(ctx, id));

/** Copies of a list, in the order of the shelves. Needs `items.withdraw`. Throws `stocktake.weeding_not_found`. */
export async function listWeedingCopies(
  ctx: Ctx,
  id: number,
  filter: { decision?: WeedingDecision | 'open'; afterItemId?: number | null; limit: number },
): Promise<WeedingCopy[]> {
  await readWeeding(ctx, id);
  return selectWeedingCopies(ctx.db, id, filter);
}

/** The minutes of a weeding (berita acara penyiangan) with the list. Throws `stocktake.weeding_not_done`. */
export async function weedingMinutesPdf(ctx: Ctx, config: Pick<Config, 'root'>, id: number): Promise<StocktakeFile> {
  const weeding = await readWeeding(ctx, id);
  if (weeding.minutesNumber === null) throw stocktakeErrors.weedingNotDone();
  const copies = await selectWeedingCopies(ctx.db, id, { decision: 'weed', limit: MAX_LINES });
  const data = {
    ...signedShape.parse(await findWeedingMinutes(ctx.db, id)),
    number: weeding.minutesNumber,
    name: weeding.name,
    createdBy: weeding.createdBy,
    listed: weeding.copies,
    copies: copies
      .filter(({ withdrawnAt }) => withdrawnAt !== null)
      .map(({ title, accessionNumber, callNumber, reason, undoneAt }) => ({
        title,
        accessionNumber,
        callNumber: callNumber ?? '',
        reason: reason ?? '',
        undone: undoneAt !== null,
      })),
  };
  const body = await renderPdf(config, 'modules/stock/stocktake/templates/weeding.typ', await withLogo(ctx.db, data), {
    createdAt: weeding.endedAt ?? weeding.createdAt,
    locale: 'id',
  });
  const fileName = `berita-acara-${weeding.minutesNumber.replaceAll(/[^\w-]+/g, '-')}.pdf`;
  return { fileName, mediaType: 'application/pdf', body };
}
