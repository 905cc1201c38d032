import type { Ctx } from '#platform/context';
import { selectBibAddresses, selectHighestBibId } from '../data/bib-addresses.queries.ts';

/** A record that readers may find, and when it last changed. */
export interface BibAddress {
  id: number;
  updatedAt: Date;
}

/**
 * The records with ids from … to …, both counted, for lists of all pages. Open to everyone: hidden and deleted ones are
 * left out.
 */
export const listBibAddresses = async (ctx: Pick<Ctx, 'db'>, from: number, to: number): Promise<BibAddress[]> =>
  selectBibAddresses(ctx.db, from, to);

/** The highest id that a record has, 0 without records. */
export const highestBibId = async (ctx: Pick<Ctx, 'db'>): Promise<number> => selectHighestBibId(ctx.db);
