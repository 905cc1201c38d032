import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import { selectMostFound } from '../data/found.queries.ts';

/** In fewer minutes, or on fewer days, it may be one person who looked. */
const FEWEST_MINUTES = 10;
const FEWEST_DAYS = 3;

/** What readers looked for most and found, from a day to another, in the folded words that were typed. Of nobody; whoever asks may tell it. */
export const mostFound = async (
  db: Db | Tx,
  span: { from: LocalDate; to: LocalDate; limit: number },
): Promise<string[]> =>
  (await selectMostFound(db, { ...span, minutes: FEWEST_MINUTES, days: FEWEST_DAYS })).map(({ query }) => query);
