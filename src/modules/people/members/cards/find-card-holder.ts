import type { Db, Tx } from '#platform/database/db';
import type { CardHolder } from '../client.ts';
import { findHolder, selectHolders, type HolderFacts } from '../data/card-holders.queries.ts';

/** Whose card this is, in what a visit counts; null = no card of this network. The caller has checked the permission. */
export async function findCardHolder(db: Db | Tx, number: string): Promise<CardHolder | null> {
  return (await findHolder(db, number)) ?? null;
}

/** What visits count of many members, by their ids; who was erased or has restricted the use of the data is left out. The caller has checked the permission. */
export const findCardHoldersById = async (db: Db | Tx, ids: readonly number[]): Promise<Map<number, HolderFacts>> =>
  selectHolders(db, ids);
