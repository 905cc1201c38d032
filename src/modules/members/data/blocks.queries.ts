import type { Insertable } from 'kysely';
import type { Db, Tx } from '#platform/db';
import type { MemberBlock as BlockTable } from '#platform/db-types';
import type { BlockKind, MemberBlock } from '../client.ts';

export const selectOpenBlocks = (db: Db | Tx, memberId: number): Promise<MemberBlock[]> =>
  db
    .selectFrom('memberBlock')
    .select(['id', 'kind', 'reason', 'untilDate', 'createdAt', 'createdBy'])
    .where('memberId', '=', memberId)
    .where('liftedAt', 'is', null)
    .orderBy('id')
    .$narrowType<{ kind: BlockKind }>()
    .execute();

export const insertBlockRow = async (trx: Tx, row: Insertable<BlockTable>): Promise<number> =>
  (await trx.insertInto('memberBlock').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** The block with its member's home library, locked. */
export const lockOpenBlock = (trx: Tx, id: number) =>
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

export async function markLifted(trx: Tx, id: number, at: Date, by: string): Promise<void> {
  await trx.updateTable('memberBlock').set({ liftedAt: at, liftedBy: by }).where('id', '=', id).execute();
}
