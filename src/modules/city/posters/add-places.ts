import { recordAudit } from '#modules/ground/audit';
import { listLibraries } from '#modules/ground/libraries';
import { makePlacedLinks } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { heldPoster } from './change-poster.ts';
import { insertPlaces, markTakenDown } from './data/places.queries.ts';
import type { PosterRow } from './data/posters.queries.ts';
import { posterErrors } from './errors.ts';
import { newPlaces, placeKey } from './rules/places.ts';
import { MOST_PLACES } from './rules/terms.ts';
import { placesInput, type PlaceInput } from './schema.ts';
import { seePlaces } from './see-places.ts';
import { targetOf } from './subject-of.ts';

/** Gives places a poster, and each a link of its own; those that it has already keep theirs. @returns how many are new */
export async function hangPoster(
  trx: Tx,
  ctx: Ctx,
  poster: PosterRow,
  asked: readonly { libraryId: number | null; name: string; channel: string }[],
): Promise<number> {
  const known = await seePlaces(trx, poster.id);
  const has = known.filter(({ hanging }) => hanging);
  const places = newPlaces(asked, has);
  if (has.length + places.length > MOST_PLACES) throw posterErrors.tooManyPlaces({ most: MOST_PLACES });
  if (places.length === 0) return 0;
  const target = await targetOf({ ...ctx, db: trx }, poster);
  const { id, libraryId, title, campaign } = poster;
  const codes = await makePlacedLinks(
    trx,
    ctx,
    { libraryId, target, label: title, campaign },
    places.map(({ name, channel }) => ({ place: name, channel })),
  );
  // what somebody retired among the links makes room for its new code
  const gone = known.filter(({ hanging }) => !hanging);
  await markTakenDown(
    trx,
    gone.map((place) => place.id),
    ctx.clock.now(),
  );
  await insertPlaces(
    trx,
    codes.flatMap((linkCode, nth) => {
      const place = places[nth];
      return place ? [{ ...place, nameKey: placeKey(place.name), posterId: id, linkCode }] : [];
    }),
  );
  await recordAudit(trx, ctx, {
    ...{ action: 'poster.places_added', entity: 'poster', entityId: id, libraryId },
    after: { places: places.map(({ name }) => name) },
  });
  return places.length;
}

/** Places as they are kept: a library by its name, another one by what was typed. Throws `platform.invalid_input`. */
export async function readPlaces({ db }: { db: Db | Tx }, input: readonly PlaceInput[]) {
  const { places } = parseInput(placesInput, { places: input });
  const libraries = new Map((await listLibraries({ db })).map(({ id, name }) => [id, name]));
  return places.map(({ libraryId, name, channel }) => {
    const named = libraryId === null ? name : libraries.get(libraryId);
    if (named === undefined) throw platformErrors.invalidInput({}, { places: 'unknown' });
    if (named === '') throw platformErrors.invalidInput({}, { places: 'required' });
    return { libraryId, name: named, channel };
  });
}

/**
 * Hangs a poster in more places (one at least), each with a link of its own; a place that it has already keeps its link, also when two
 * name it at once.
 * Needs `posters.make`. Throws `posters.not_found`, `posters.archived`, `posters.too_many_places`, `posters.subject_gone`,
 * `platform.invalid_input`. @returns how many are new
 */
export async function addPlaces(ctx: Ctx, posterId: number, input: readonly PlaceInput[]): Promise<number> {
  authorizeAnywhere(ctx, 'posters.make');
  if (input.length === 0) throw platformErrors.invalidInput({}, { places: 'required' });
  const places = await readPlaces(ctx, input);
  return ctx.db.transaction().execute(async (trx) => {
    const poster = await heldPoster(trx, ctx, posterId);
    if (poster.archivedAt !== null) throw posterErrors.archived();
    return hangPoster(trx, ctx, poster, places);
  });
}
