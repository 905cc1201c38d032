import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { hangPoster, readPlaces } from './add-places.ts';
import { lockPoster } from './data/posters.queries.ts';
import { judgePoster, savePoster } from './make-poster.ts';
import type { PlaceInput, PosterInput } from './schema.ts';

/** Writes a poster with its places, in a transaction of others: for samples. @returns its id */
export async function saveSample(
  trx: Tx,
  ctx: Ctx,
  libraryId: number,
  { places, ...input }: PosterInput & { places: PlaceInput[] },
): Promise<number> {
  const id = await savePoster(trx, ctx, libraryId, await judgePoster({ ...ctx, db: trx }, input));
  const poster = await lockPoster(trx, id);
  if (poster) await hangPoster(trx, ctx, poster, await readPlaces({ db: trx }, places));
  return id;
}
