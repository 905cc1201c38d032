import type { Db, Tx } from '#platform/database/db';
import { sumChain, type ChainSums } from '../data/chain.queries.ts';

/** Within so many days of coming, a first loan is counted with the programme. */
export const FIRST_LOAN_DAYS = 90;

/**
 * Who enrolled by these links, and how far they went; links by which nobody enrolled are left out. Bare counts, also of one person: whoever
 * asks has checked the permission, and tells sums of ten people or more.
 * @param programId of this one alone; null = of all to which they led
 */
export const chainOfLinks = async (
  db: Db | Tx,
  codes: readonly string[],
  programId: number | null = null,
): Promise<ChainSums[]> => sumChain(db, codes, programId);
