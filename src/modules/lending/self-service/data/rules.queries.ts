import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PresenceKind, SelfServiceRule } from '../client.ts';

const COLUMNS = [
  'phone',
  'returnBox',
  'dropPresence',
  'kioskPin',
  'kioskSeconds',
  sql<PresenceKind>`presence`.as('presence'),
  sql<string[]>`networks::text[]`.as('networks'),
] as const;

export const findRule = async (db: Db | Tx, libraryId: number) =>
  db.selectFrom('selfServiceRule').select(COLUMNS).where('libraryId', '=', libraryId).executeTakeFirst();

export async function upsertRule(trx: Tx, libraryId: number, rule: SelfServiceRule): Promise<void> {
  const row = { ...rule, networks: sql<string[]>`${[...rule.networks]}::cidr[]` };
  await trx
    .insertInto('selfServiceRule')
    .values({ libraryId, ...row })
    .onConflict((conflict) => conflict.column('libraryId').doUpdateSet(row))
    .execute();
}

/** Ids of the libraries where readers lend by phone. */
export async function librariesByPhone(db: Db): Promise<number[]> {
  const rows = await db.selectFrom('selfServiceRule').select('libraryId').where('phone', '=', true).execute();
  return rows.map(({ libraryId }) => libraryId);
}

export const librariesByBox = async (db: Db) =>
  db.selectFrom('selfServiceRule').select(['libraryId', 'dropPresence']).where('returnBox', '=', true).execute();
