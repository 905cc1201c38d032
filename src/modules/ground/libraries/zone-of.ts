import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { HOME_ZONE } from '#shared/dates';
import { selectZone } from './data/libraries.queries.ts';

/** The time zone of the network (IANA name): that of its first library. For what is of no library: counters, figures, the whole site. */
export const networkZone = async (db: Db | Tx): Promise<string> => (await selectZone(db, null)) ?? HOME_ZONE;

/** The time zone in which somebody reads and writes: that of the library where they are, else the network's. */
export const zoneOf = async (ctx: Pick<Ctx, 'db' | 'libraryId'>): Promise<string> =>
  (await selectZone(ctx.db, ctx.libraryId)) ?? HOME_ZONE;
