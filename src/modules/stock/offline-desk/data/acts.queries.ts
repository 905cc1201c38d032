import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ErrorParams } from '#platform/errors';
import type { DeskActKind } from '../client.ts';

export type ActOutcome = 'done' | 'conflict' | 'settled' | 'dropped';
export interface NewAct {
  nonce: string;
  deviceId: number;
  seq: number;
  kind: DeskActKind;
  happenedAt: Date;
  receivedAt: Date;
  accountId: number | null;
  accountName: string;
}

export const findAct = async (db: Db | Tx, nonce: string) =>
  db
    .selectFrom('deskAct')
    .select(['id', 'outcome', 'errorCode', sql<ErrorParams | null>`error_params`.as('errorParams')])
    .where('nonce', '=', nonce)
    .$narrowType<{ outcome: ActOutcome }>()
    .executeTakeFirst();

/** @returns false when it is there already: another connection that writes the same one is waited for */
export async function insertDone(trx: Tx, act: NewAct): Promise<boolean> {
  const row = await trx
    .insertInto('deskAct')
    .values({ ...act, outcome: 'done' })
    .onConflict((conflict) => conflict.column('nonce').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns the id, or null when it is there already */
export async function insertConflict(
  trx: Tx,
  act: NewAct,
  why: { payload: object; code: string; params: ErrorParams },
): Promise<number | null> {
  const row = await trx
    .insertInto('deskAct')
    .values({
      ...act,
      outcome: 'conflict',
      payload: JSON.stringify(why.payload),
      errorCode: why.code,
      errorParams: JSON.stringify(why.params),
    })
    .onConflict((conflict) => conflict.column('nonce').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The card that an act names, as it was scanned or typed. */
const card = sql<string>`regexp_replace(coalesce(desk_act.payload->>'memberNumber', desk_act.payload->>'card'), '\\s', '', 'g')`;

/** Whose card an act names: by the number of today or of a card that was replaced since, written in any case. One row at most. */
const holder = sql<{ id: number; fullName: string; homeLibraryId: number }>`(
  select m.id, m.full_name, m.home_library_id
  from (select id, number from member where number in (${card}, upper(${card}))
    union all select member_id, number from former_card where number in (${card}, upper(${card}))) named
  join member m on m.id = named.id
  order by named.number <> ${card} limit 1)`.as<'holder'>('holder');

const conflicts = (db: Db | Tx) =>
  db
    .selectFrom('deskAct')
    .innerJoin('deskDevice', 'deskDevice.id', 'deskAct.deviceId')
    .innerJoin('library', 'library.id', 'deskDevice.libraryId')
    .leftJoinLateral(holder, (join) => join.onTrue())
    .leftJoin('item', (join) => join.on((eb) => eb('item.barcode', '=', sql<string>`desk_act.payload->>'itemBarcode'`)))
    .leftJoin('bib', 'bib.id', 'item.bibId')
    .select([
      'deskAct.id',
      'deskAct.nonce',
      'deskAct.kind',
      'deskAct.happenedAt',
      'deskAct.receivedAt',
      'deskAct.accountName',
      'deskAct.errorCode',
      sql<unknown>`desk_act.payload`.as('payload'),
      sql<ErrorParams | null>`desk_act.error_params`.as('errorParams'),
      'deskDevice.name as deviceName',
      'deskDevice.libraryId',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
      'holder.fullName as memberName',
      'holder.homeLibraryId as memberHomeLibraryId',
      'bib.title',
    ])
    .where('deskAct.outcome', '=', 'conflict')
    .$narrowType<{ kind: DeskActKind }>();
export type ConflictRow = Awaited<ReturnType<typeof selectConflicts>>[number];

/** Open conflicts of libraries, in the order in which they happened. */
export const selectConflicts = async (
  db: Db,
  libraryIds: 'all' | readonly number[],
  afterId: number | null,
  limit: number,
) =>
  conflicts(db)
    .$if(libraryIds !== 'all', (query) =>
      query.where(
        'deskDevice.libraryId',
        'in',
        libraryIds === 'all' || libraryIds.length === 0 ? [0] : [...libraryIds],
      ),
    )
    .$if(afterId !== null, (query) =>
      query.where(
        sql<boolean>`(desk_act.happened_at, desk_act.id) > (select a.happened_at, a.id from desk_act a where a.id = ${afterId})`,
      ),
    )
    .orderBy('deskAct.happenedAt')
    .orderBy('deskAct.id')
    .limit(limit)
    .execute();

/** One of them, locked: two people who settle it at once wait for each other. */
export const lockConflict = async (trx: Tx, id: number) =>
  conflicts(trx).where('deskAct.id', '=', id).forUpdate(['deskAct']).executeTakeFirst();

/** Somebody has decided: who and what go, that it was decided stays. */
export async function endConflict(
  trx: Tx,
  id: number,
  end: { outcome: 'settled' | 'dropped'; at: Date; by: string; note: string | null },
): Promise<void> {
  await trx
    .updateTable('deskAct')
    .set({
      outcome: end.outcome,
      payload: null,
      errorParams: null,
      settledAt: end.at,
      settledBy: end.by,
      settledNote: end.note,
    })
    .where('id', '=', id)
    .execute();
}

/** How many acts of each outcome a device has sent. */
export const countActs = async (db: Db) =>
  db
    .selectFrom('deskAct')
    .select(['deviceId', 'outcome', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy(['deviceId', 'outcome'])
    .$narrowType<{ outcome: ActOutcome }>()
    .execute();

/** Conflicts in which a member's card stands, also one that was replaced since. */
export const selectConflictsOfMember = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('deskAct')
    .innerJoinLateral(holder, (join) => join.onTrue())
    .select(['deskAct.kind', 'deskAct.happenedAt', 'deskAct.errorCode', sql<unknown>`desk_act.payload`.as('act')])
    .where('deskAct.outcome', '=', 'conflict')
    .where('holder.id', '=', memberId)
    .orderBy('deskAct.id')
    .execute();

export async function countConflictsAt(db: Db, libraryId: number): Promise<number> {
  const row = await db
    .selectFrom('deskAct')
    .innerJoin('deskDevice', 'deskDevice.id', 'deskAct.deviceId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deskAct.outcome', '=', 'conflict')
    .where('deskDevice.libraryId', '=', libraryId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Acts of devices that came before this instant and need no decision: what they did stands where it was done. @returns how many */
export async function forgetDeskActs(db: Db, before: Date): Promise<number> {
  const gone = await db
    .deleteFrom('deskAct')
    .where('receivedAt', '<', before)
    .where('outcome', '<>', 'conflict')
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
