import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Block } from '../rules/blocks.ts';

/** A block as it stands. */
export interface BlockRow {
  id: number;
  position: number;
  body: Block;
  english: Block | null;
  version: number;
  changedAt: Date;
  changedBy: string;
  removedAt: Date | null;
  leasedBy: number | null;
  leasedUntil: Date | null;
}

const json = (block: Block | null) => (block === null ? null : JSON.stringify(block));

const blocks = (db: Db | Tx, writingId: number) =>
  db
    .selectFrom('writingBlock')
    .select([
      'writingBlock.id',
      'writingBlock.position',
      'writingBlock.version',
      'writingBlock.changedAt',
      'writingBlock.changedBy',
      'writingBlock.removedAt',
      'writingBlock.leasedBy',
      'writingBlock.leasedUntil',
      sql<Block>`writing_block.body`.as('body'),
      sql<Block | null>`writing_block.english`.as('english'),
    ])
    .where('writingBlock.writingId', '=', writingId);

/** Those that stand, in their order. */
export const selectBlocks = async (db: Db | Tx, writingId: number): Promise<BlockRow[]> =>
  blocks(db, writingId)
    .where('writingBlock.removedAt', 'is', null)
    .orderBy('writingBlock.position')
    .orderBy('writingBlock.id')
    .execute();

/** Those that were taken out, the last first. */
export const selectRemoved = async (db: Db | Tx, writingId: number, limit: number): Promise<BlockRow[]> =>
  blocks(db, writingId)
    .where('writingBlock.removedAt', 'is not', null)
    .orderBy('writingBlock.removedAt', 'desc')
    .orderBy('writingBlock.id')
    .limit(limit)
    .execute();

export const findBlock = async (
  db: Db | Tx,
  { writingId, id }: { writingId: number; id: number },
): Promise<BlockRow | undefined> => blocks(db, writingId).where('writingBlock.id', '=', id).executeTakeFirst();

export async function insertBlock(
  trx: Tx,
  row: { writingId: number; position: number; body: Block; english: Block | null; at: Date; by: string },
): Promise<number> {
  const { id } = await trx
    .insertInto('writingBlock')
    .values({
      writingId: row.writingId,
      position: row.position,
      body: json(row.body),
      english: json(row.english),
      changedAt: row.at,
      changedBy: row.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Makes room for so many blocks at a position. */
export const shiftFrom = async (trx: Tx, writingId: number, position: number, count: number): Promise<void> => {
  await trx
    .updateTable('writingBlock')
    .set({ position: sql`position + ${count}` })
    .where('writingId', '=', writingId)
    .where('position', '>=', position)
    .execute();
};

/** Writes what a block says. */
export async function updateBlock(
  trx: Tx,
  id: number,
  { body, english, at, by }: { body: Block; english: Block | null; at: Date; by: string },
): Promise<void> {
  await trx
    .updateTable('writingBlock')
    .set({
      body: json(body),
      english: json(english),
      changedAt: at,
      changedBy: by,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute();
}

export const updatePosition = async (trx: Tx, id: number, position: number): Promise<void> => {
  await trx.updateTable('writingBlock').set({ position }).where('id', '=', id).execute();
};

/** Takes a block out, or puts it back (null). */
export async function updateRemoved(
  trx: Tx,
  id: number,
  { removedAt, at, by }: { removedAt: Date | null; at: Date; by: string },
): Promise<void> {
  await trx
    .updateTable('writingBlock')
    .set({
      removedAt,
      changedAt: at,
      changedBy: by,
      version: sql`version + 1`,
      leasedBy: null,
      leasedUntil: null,
    })
    .where('id', '=', id)
    .execute();
}

/** Takes out all that stand. */
export async function removeAll(trx: Tx, writingId: number, { at, by }: { at: Date; by: string }): Promise<void> {
  await trx
    .updateTable('writingBlock')
    .set({
      removedAt: at,
      changedAt: at,
      changedBy: by,
      version: sql`version + 1`,
      leasedBy: null,
      leasedUntil: null,
    })
    .where('writingId', '=', writingId)
    .where('removedAt', 'is', null)
    .execute();
}

/**
 * Gives a block into the hand of an account for some seconds, unless another has it; the clock of the database counts, for two servers may
 * disagree. @returns whether it has it now
 */
export async function takeLease(
  db: Db | Tx,
  lease: { writingId: number; id: number; accountId: number; name: string; seconds: number },
): Promise<boolean> {
  const { writingId, id, accountId, name, seconds } = lease;
  const { rows } =
    await sql`update writing_block set leased_by = ${accountId}, leased_name = ${name}, leased_until = now() + make_interval(secs => ${seconds})
    where id = ${id} and writing_id = ${writingId} and removed_at is null
      and (leased_by is null or leased_by = ${accountId} or leased_until <= now() or leased_until > now() + interval '1 hour')
    returning id`.execute(db);
  return rows.length > 0;
}

export const dropLease = async (
  db: Db | Tx,
  { writingId, id, accountId }: { writingId: number; id: number; accountId: number },
): Promise<void> => {
  await db
    .updateTable('writingBlock')
    .set({ leasedBy: null, leasedUntil: null })
    .where('id', '=', id)
    .where('writingId', '=', writingId)
    .where('leasedBy', '=', accountId)
    .execute();
};

/** Which blocks are in the hand of somebody else, by the clock of the database. */
export async function selectLeases(
  db: Db | Tx,
  { writingId, besides }: { writingId: number; besides: number },
): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; name: string }>`select block.id, block.leased_name as name
    from writing_block block
    where block.writing_id = ${writingId} and block.leased_by <> ${besides}
      and block.leased_until > now() and block.leased_until <= now() + interval '1 hour'`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Takes out for good what was taken out. */
export const deleteRemoved = async (trx: Tx, writingId: number): Promise<void> => {
  await trx.deleteFrom('writingBlock').where('writingId', '=', writingId).where('removedAt', 'is not', null).execute();
};
