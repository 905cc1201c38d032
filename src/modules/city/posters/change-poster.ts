import { changedParts, recordAudit } from '#modules/ground/audit';
import { changePlacedLinks } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { selectPlaces } from './data/places.queries.ts';
import { lockPoster, updatePoster, type PosterRow } from './data/posters.queries.ts';
import { posterErrors } from './errors.ts';
import { judgePoster, rowOf } from './make-poster.ts';
import type { PosterInput } from './schema.ts';
import { subjectOf, targetOf } from './subject-of.ts';

/** Holds a poster that the actor may change. Throws `posters.not_found`. */
export async function heldPoster(trx: Tx, ctx: Ctx, id: number): Promise<PosterRow> {
  const held = await lockPoster(trx, id);
  if (!held) throw posterErrors.notFound();
  authorize(ctx, 'posters.make', held.libraryId);
  return held;
}

/** The same as its editor saw it. Throws `platform.version_conflict` too. */
async function heldAt(trx: Tx, ctx: Ctx, id: number, version: number): Promise<PosterRow> {
  const held = await heldPoster(trx, ctx, id);
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}

/**
 * Changes a poster: its words, its looks, what it is about; its places keep their codes, which from then on lead where it says, and bear
 * its title and campaign. What it says as before leaves its links as somebody made them by hand. Needs `posters.make`. Throws `posters.not_found`, `posters.archived`, `platform.version_conflict` and as `makePoster`.
 */
export async function changePoster(
  ctx: Ctx,
  id: number,
  { version, ...input }: PosterInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'posters.make');
  const poster = await judgePoster(ctx, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if (held.archivedAt !== null) throw posterErrors.archived();
    const row = rowOf(poster);
    await updatePoster(trx, id, { ...row, changedAt: ctx.clock.now() });
    const here = { ...ctx, db: trx };
    const target = await targetOf(here, row);
    const { leadsTo } = await subjectOf(here, held);
    const codes = (await selectPlaces(trx, id)).map(({ code }) => code);
    await changePlacedLinks(trx, ctx, codes, {
      libraryId: held.libraryId,
      ...(target !== leadsTo && { target }),
      ...(row.title !== held.title && { label: row.title }),
      ...(row.campaign !== held.campaign && { campaign: row.campaign }),
    });
    const { title, template, format } = held;
    await recordAudit(trx, ctx, {
      ...{ action: 'poster.changed', entity: 'poster', entityId: id, libraryId: held.libraryId },
      ...changedParts({ title, template, format }, { title: row.title, template: row.template, format: row.format }),
    });
  });
}

async function putAway(ctx: Ctx, id: number, version: number, at: Date | null): Promise<void> {
  authorizeAnywhere(ctx, 'posters.make');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, ctx, id, version);
    if ((held.archivedAt === null) === (at === null)) return;
    await updatePoster(trx, id, { archivedAt: at });
    const about = { entity: 'poster', entityId: id, libraryId: held.libraryId };
    await (at === null
      ? recordAudit(trx, ctx, { action: 'poster.restored', ...about })
      : recordAudit(trx, ctx, { action: 'poster.archived', ...about }));
  });
}

/** Puts a poster away that is printed no more; what hangs still leads where it led. Needs `posters.make`. Throws `posters.not_found`, `platform.version_conflict`. */
export const archivePoster = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  putAway(ctx, id, version, ctx.clock.now());

/** The undo of {@link archivePoster}. */
export const restorePoster = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  putAway(ctx, id, version, null);
