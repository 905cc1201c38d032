import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Transit as TransitTable } from '#platform/database/db-types';
import type { Transit, TransitReason } from '../client.ts';

export type TransitRow = Omit<Selectable<TransitTable>, 'reason'> & { reason: TransitReason };

export interface NewTransit {
  itemId: number;
  fromLibraryId: number;
  toLibraryId: number;
  reason: TransitReason;
  holdId: number | null;
  requestedAt: Date;
  requestedBy: string;
}
export async function insertTransit(trx: Tx, transit: NewTransit): Promise<number> {
  const row = await trx.insertInto('transit').values(transit).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/** The journey that a copy is on. The copy's lock guards it. */
export const findOpenTransit = async (trx: Tx, itemId: number): Promise<TransitRow | undefined> =>
  trx
    .selectFrom('transit')
    .selectAll()
    .$narrowType<{ reason: TransitReason }>()
    .where('itemId', '=', itemId)
    .where('receivedAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .executeTakeFirst();

export const findTransit = async (trx: Tx, id: number): Promise<TransitRow | undefined> =>
  trx
    .selectFrom('transit')
    .selectAll()
    .$narrowType<{ reason: TransitReason }>()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

/** Only for a journey of an act that was undone; the audit log keeps what it was. */
export async function deleteTransit(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('transit').where('id', '=', id).execute();
}

export type TransitChanges = Partial<Omit<TransitRow, 'id' | 'itemId'>>;
export async function changeTransit(trx: Tx, id: number, changes: TransitChanges): Promise<void> {
  await trx.updateTable('transit').set(changes).where('id', '=', id).execute();
}

/** What lies ready at a library, with its copies. @param ids only these; null = everything for `toLibraryId` */
export async function selectReady(
  trx: Tx,
  about: { fromLibraryId: number; toLibraryId: number | null; ids: readonly number[] | null },
): Promise<{ id: number; barcode: string }[]> {
  let query = trx
    .selectFrom('transit')
    .innerJoin('item', 'item.id', 'transit.itemId')
    .select(['transit.id', 'item.barcode'])
    .where('transit.fromLibraryId', '=', about.fromLibraryId)
    .where('transit.sentAt', 'is', null)
    .where('transit.receivedAt', 'is', null)
    .where('transit.cancelledAt', 'is', null);
  if (about.toLibraryId !== null) query = query.where('transit.toLibraryId', '=', about.toLibraryId);
  if (about.ids !== null) query = query.where('transit.id', '=', sql<number>`any(${[...about.ids]}::bigint[])`);
  return query.execute();
}

/** Sends these of what lies ready at a library; the copies are locked. What was called off meanwhile stays. */
export async function markSent(
  trx: Tx,
  about: {
    fromLibraryId: number;
    ids: readonly number[];
    box: string | null;
    at: Date;
    by: string;
  },
): Promise<{ id: number; itemId: number; toLibraryId: number }[]> {
  return trx
    .updateTable('transit')
    .set({ sentAt: about.at, sentBy: about.by, box: about.box })
    .where('fromLibraryId', '=', about.fromLibraryId)
    .where('sentAt', 'is', null)
    .where('receivedAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .where('id', '=', sql<number>`any(${[...about.ids]}::bigint[])`)
    .returning(['id', 'itemId', 'toLibraryId'])
    .execute();
}

const views = (db: Db | Tx) =>
  db
    .selectFrom('transit')
    .innerJoin('item', 'item.id', 'transit.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .innerJoin('library as origin', 'origin.id', 'transit.fromLibraryId')
    .innerJoin('library as goal', 'goal.id', 'transit.toLibraryId')
    .select([
      'transit.id',
      'item.barcode as itemBarcode',
      'item.callNumber',
      'bib.id as bibId',
      'bib.title',
      sql<Transit['fromLibrary']>`json_build_object('id', origin.id, 'code', origin.code, 'name', origin.name,
        'timeZone', origin.time_zone)`.as('fromLibrary'),
      sql<Transit['toLibrary']>`json_build_object('id', goal.id, 'code', goal.code, 'name', goal.name,
        'timeZone', goal.time_zone)`.as('toLibrary'),
      sql<TransitReason>`transit.reason`.as('reason'),
      'transit.holdId',
      'transit.box',
      'transit.requestedAt',
      'transit.sentAt',
      'transit.receivedAt',
      'transit.cancelledAt',
    ]);

export const findTransitView = async (db: Db | Tx, id: number): Promise<Transit | undefined> =>
  views(db).where('transit.id', '=', id).executeTakeFirst();

export interface TransitFilter {
  /** Those that begin or end at these; null = all. */
  ends: readonly number[] | null;
  fromLibraryId?: number;
  toLibraryId?: number;
  /** Only those that lie ready (false) or are on the road (true). */
  sent?: boolean;
  /** Ended ones too. */
  all?: boolean;
  beforeId?: number;
  limit: number;
}
/** Newest first; one row more than `limit`. */
export async function selectTransits(db: Db | Tx, filter: TransitFilter): Promise<Transit[]> {
  let query = views(db)
    .orderBy('transit.id', 'desc')
    .limit(filter.limit + 1);
  if (filter.ends) {
    const ends = sql<number>`any(${[...filter.ends]}::bigint[])`;
    query = query.where((eb) => eb.or([eb('transit.fromLibraryId', '=', ends), eb('transit.toLibraryId', '=', ends)]));
  }
  if (filter.fromLibraryId !== undefined) query = query.where('transit.fromLibraryId', '=', filter.fromLibraryId);
  if (filter.toLibraryId !== undefined) query = query.where('transit.toLibraryId', '=', filter.toLibraryId);
  if (filter.sent !== undefined) query = query.where('transit.sentAt', filter.sent ? 'is not' : 'is', null);
  if (!filter.all) query = query.where('transit.receivedAt', 'is', null).where('transit.cancelledAt', 'is', null);
  if (filter.beforeId !== undefined) query = query.where('transit.id', '<', filter.beforeId);
  return query.execute();
}
