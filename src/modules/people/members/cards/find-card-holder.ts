import type { Db, Tx } from '#platform/database/db';
import type { CardHolder } from '../client.ts';
import { findHolder } from '../data/card-holders.queries.ts';

/** Whose card this is, in what a visit counts; null = no card of this network. The caller has checked the permission. */
export async function findCardHolder(db: Db | Tx, number: string): Promise<CardHolder | null> {
  return (await findHolder(db, number)) ?? null;
}
