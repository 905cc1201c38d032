import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { FormerCard } from '#platform/database/db-types';

const plainNumber = (number: string): string => number.replace(/\s/g, '');

/** A number as scanned, or typed without regard to case. Where both are somebody's, the one as written comes first: {@link asWritten}. */
export const spellings = (number: string): string[] => [
  ...new Set([plainNumber(number), plainNumber(number).toUpperCase()]),
];
/** Sorts a number of {@link spellings} that is another than was written behind the one that was. */
export const asWritten = (column: string, number: string) => sql<boolean>`${sql.ref(column)} <> ${plainNumber(number)}`;

/** Somebody has it, or had it before the card was replaced. */
export const numberExists = async (trx: Tx, number: string): Promise<boolean> =>
  (await takenNumbers(trx, [number])).length > 0;

/** Numbers of cards, also of those that were replaced, that are one of these but for their case. */
export const takenNumbers = async (
  trx: Db | Tx,
  numbers: readonly string[],
): Promise<{ number: string; memberId: number; replaced: boolean }[]> => {
  const uppers = sql<string>`any(${numbers.map((number) => number.toUpperCase())}::text[])`;
  return trx
    .selectFrom('member')
    .select(['number', 'id as memberId', sql<boolean>`false`.as('replaced')])
    .where(sql<string>`upper(number)`, '=', uppers)
    .unionAll((eb) =>
      eb
        .selectFrom('formerCard')
        .select(['number', 'memberId', sql<boolean>`true`.as('replaced')])
        .where(sql<string>`upper(number)`, '=', uppers),
    )
    .execute();
};

/** Whose card had this number before it was replaced. */
export const selectFormerCard = async (db: Db | Tx, number: string) =>
  db
    .selectFrom('formerCard')
    .innerJoin('member', 'member.id', 'formerCard.memberId')
    .select(['formerCard.number', 'formerCard.replacedAt', 'member.homeLibraryId'])
    .where('formerCard.number', 'in', spellings(number))
    .orderBy(asWritten('formerCard.number', number))
    .limit(1)
    .executeTakeFirst();

/** The cards of a member that were replaced. */
export const selectFormerCardsOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('formerCard')
    .select(['number', 'replacedAt'])
    .where('memberId', '=', memberId)
    .orderBy('replacedAt')
    .execute();

export async function insertFormerCard(trx: Tx, row: Insertable<FormerCard>): Promise<void> {
  await trx.insertInto('formerCard').values(row).execute();
}
