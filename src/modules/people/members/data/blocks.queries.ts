import type { Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { MemberBlock as BlockTable } from '#platform/database/db-types';
import type { BlockKind, MemberBlock } from '../client.ts';

export const selectOpenBlocks = async (db: Db | Tx, memberId: number): Promise<MemberBlock[]> =>
  db
    .selectFrom('memberBlock')
    .select(['id', 'kind', 'reason', 'untilDate', 'createdAt', 'createdBy'])
    .where('memberId', '=', memberId)
    .where('liftedAt', 'is', null)
    .orderBy('id')
    .$narrowType<{ kind: BlockKind }>()
    .execute();

/** All blocks of a member, also those that are over. */
export const selectAllBlocks = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('memberBlock')
    .select(['kind', 'reason', 'untilDate', 'createdAt', 'createdBy', 'liftedAt'])
    .where('memberId', '=', memberId)
    .orderBy('id')
    .execute();

/** All suspensions of a member, also those that are over, the newest first. */
export const selectSuspensions = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('memberBlock')
    .select(['id', 'reason', 'untilDate', 'createdAt', 'createdBy', 'liftedAt', 'liftedBy'])
    .where('memberId', '=', memberId)
    .where('kind', '=', 'suspension')
    .orderBy('id', 'desc')
    .execute();

export const insertBlockRow = async (trx: Tx, row: Insertable<BlockTable>): Promise<number> =>
  (await trx.insertInto('memberBlock').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** The open block of a kind that a member has at most one of. */
export const findOpenBlockOfKind = async (db: Db | Tx, memberId: number, kind: 'restricted' | 'lost_card') =>
  db
    .selectFrom('memberBlock')
    .select(['id', 'createdBy'])
    .where('memberId', '=', memberId)
    .where('kind', '=', kind)
    .where('liftedAt', 'is', null)
    .executeTakeFirst();

/** The block with its member's home library, locked. */
export const lockOpenBlock = async (trx: Tx, id: number) =>
  trx
    .selectFrom('memberBlock')
    .innerJoin('member', 'member.id', 'memberBlock.memberId')
    .select([
      'memberBlock.id',
      'memberBlock.memberId',
      'memberBlock.kind',
      'memberBlock.reason',
      'memberBlock.untilDate',
      'member.number',
      'member.homeLibraryId',
    ])
    .where('memberBlock.id', '=', id)
    .where('memberBlock.liftedAt', 'is', null)
    .forUpdate(['memberBlock'])
    .executeTakeFirst();

/** Whether a block holds; it stays so until the transaction ends. */
export async function keepOpenBlock(trx: Tx, id: number): Promise<boolean> {
  const open = await trx
    .selectFrom('memberBlock')
    .select('id')
    .where('id', '=', id)
    .where('liftedAt', 'is', null)
    .forShare()
    .executeTakeFirst();
  return open !== undefined;
}

export async function markLifted(trx: Tx, id: number, at: Date, by: string): Promise<void> {
  await trx.updateTable('memberBlock').set({ liftedAt: at, liftedBy: by }).where('id', '=', id).execute();
}

/** Only for the block of an act that was undone; the audit log keeps what it was. */
export async function deleteBlockRow(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('memberBlock').where('id', '=', id).execute();
}

/** What blocks said (the title that came back late) makes room for a word that names nothing. */
export const rewordBlocks = async (trx: Tx, ids: readonly number[], reason: string) =>
  trx
    .updateTable('memberBlock')
    .set({ reason })
    .where('id', 'in', [...ids])
    .returning('memberId')
    .execute();
