import type { Db, Tx } from '#platform/database/db';
import { sumChain } from '../data/chain.queries.ts';

/** How many of those who enrolled by a short link went how far: each step is of people of the step before. */
export interface LinkChain {
  code: string;
  enrolled: number;
  /** Of these: who came to a session. */
  attended: number;
  /** Of these: who came with a card, so that their loans can be known at all. */
  withCard: number;
  /** Of these: whose first loan came within {@link FIRST_LOAN_DAYS} days. */
  firstLoans: number;
}

/** Within so many days of coming, a first loan is counted with the programme. */
export const FIRST_LOAN_DAYS = 90;

/**
 * Who enrolled by these links, and how far they went; links by which nobody enrolled are left out. Bare counts, also of one person: whoever
 * asks has checked the permission, and tells sums of ten people or more.
 */
export const chainOfLinks = async (db: Db | Tx, codes: readonly string[]): Promise<LinkChain[]> => sumChain(db, codes);
