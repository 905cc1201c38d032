import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { callNumberRange, listItemTypes } from '#modules/collection/catalog';
import { listSpaces, type Space } from '#modules/ground/libraries';
import { insertStocktake, listCopies, type ShelfRange } from './data/stocktakes.queries.ts';
import { stocktakeErrors } from './errors.ts';
import { stocktakeInput, type StocktakeInput } from './schema.ts';
import { trace } from './stocktake-support.ts';

/** Which call numbers belong on which shelf, for copies whose shelf is not entered. */
export const shelfRanges = (spaces: readonly Space[]): ShelfRange[] =>
  spaces
    .filter(({ kind, ddcFrom, ddcTo }) => kind === 'rak' && (ddcFrom !== null || ddcTo !== null))
    .map(({ id, ddcFrom, ddcTo }) => ({ id, ...callNumberRange(ddcFrom, ddcTo) }));

/**
 * Starts a stocktake: the copies in its scope are listed as they are at this moment. Needs `stocktakes.run` at the library. Refuses
 * `stocktake.empty`, `platform.invalid_input` (a shelf or a type that is not there).
 * @returns the id
 */
export async function startStocktake(ctx: Ctx, libraryId: number, input: StocktakeInput): Promise<number> {
  authorize(ctx, 'stocktakes.run', libraryId);
  const { name, spaces, classFrom, classTo, itemType } = parseInput(stocktakeInput, input);
  const known = await listSpaces(ctx, libraryId);
  const range = callNumberRange(classFrom, classTo);
  return ctx.db.transaction().execute(async (trx) => {
    await refuseUnknownType(trx, itemType);
    const id = await insertStocktake(trx, {
      libraryId,
      name,
      spaceIds: chosenSpaces(known, spaces),
      classFrom,
      classTo,
      keyFrom: range.from,
      keyTo: range.to,
      itemType,
      startedAt: ctx.clock.now(),
      startedBy: actorName(ctx.actor),
    });
    const expected = await listCopies(trx, id, shelfRanges(known));
    if (expected === 0) throw stocktakeErrors.empty();
    await trace(trx, ctx, { id, libraryId }, 'stocktake.started', {
      name,
      expected,
      ...(spaces.length > 0 && { spaces }),
      ...(classFrom !== null && { classFrom }),
      ...(classTo !== null && { classTo }),
      ...(itemType !== null && { itemType }),
    });
    return id;
  });
}

/** A room stands for itself and its shelves. */
function chosenSpaces(known: readonly Space[], codes: readonly string[]): number[] {
  const chosen = codes.map((code) => known.find((space) => space.code === code));
  if (chosen.includes(undefined)) throw platformErrors.invalidInput({}, { spaces: 'unknown' });
  const ids = new Set(chosen.flatMap((space) => (space ? [space.id] : [])));
  for (const space of known) if (space.parentId !== null && ids.has(space.parentId)) ids.add(space.id);
  return [...ids];
}

async function refuseUnknownType(trx: Tx, itemType: string | null): Promise<void> {
  if (itemType === null || (await listItemTypes(trx)).some(({ code }) => code === itemType)) return;
  throw platformErrors.invalidInput({}, { itemType: 'unknown' });
}
