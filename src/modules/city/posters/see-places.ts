import { linksInUse } from '#modules/stock/links';
import type { Db, Tx } from '#platform/database/db';
import { selectPlaces, type PlaceRow } from './data/places.queries.ts';

/** A place, and whether the poster hangs there. */
export interface SeenPlace extends PlaceRow {
  hanging: boolean;
}

/**
 * Where a poster hangs or hung, in the order in which places were named. It hangs where its code is in use: whoever manages links retires
 * one, and takes one into use again, without asking the poster.
 */
export async function seePlaces(db: Db | Tx, posterId: number): Promise<SeenPlace[]> {
  const places = await selectPlaces(db, posterId);
  const used = await linksInUse(
    db,
    places.map(({ code }) => code),
  );
  return places.map((place) => ({ ...place, hanging: used.has(place.code) }));
}
