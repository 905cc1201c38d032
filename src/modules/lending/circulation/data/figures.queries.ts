import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** What a library lent in some time. */
export interface Lending {
  /** First loans, by the library that lent. */
  loans: number;
  /** Renewals, by the library that had lent. */
  renewals: number;
  /** Copies that the library has and that were lent at all, wherever. */
  copiesLent: number;
}

/** Loans, renewals and copies that were lent in some time, by library. The caller answers for who may know. */
export async function countLending(
  db: Db | Tx,
  { libraryIds, from, to }: { libraryIds: readonly number[]; from: Date; to: Date },
): Promise<Map<number, Lending>> {
  const ids = sql`any(${[...libraryIds]}::bigint[])`;
  const { rows } = await sql<Lending & { libraryId: number }>`
    with lent as (
      select library_id, count(*)::integer as n from loan
      where library_id = ${ids} and loaned_at >= ${from} and loaned_at < ${to} group by library_id
    ), renewed as (
      select loan.library_id, count(*)::integer as n from loan_renewal join loan on loan.id = loan_renewal.loan_id
      where loan.library_id = ${ids} and renewed_at >= ${from} and renewed_at < ${to} group by loan.library_id
    ), used as (
      select item.library_id, count(distinct item.id)::integer as n from loan join item on item.id = loan.item_id
      where item.library_id = ${ids} and item.status <> 'withdrawn' and loaned_at >= ${from} and loaned_at < ${to}
      group by item.library_id
    )
    select library.id as library_id, coalesce(lent.n, 0) as loans, coalesce(renewed.n, 0) as renewals,
      coalesce(used.n, 0) as copies_lent
    from library
    left join lent on lent.library_id = library.id
    left join renewed on renewed.library_id = library.id
    left join used on used.library_id = library.id
    where library.id = ${ids}`.execute(db);
  return new Map(rows.map(({ libraryId, ...lending }) => [libraryId, lending]));
}

/** Keys of those whose first loan that is linked to them lies in a time. */
export async function selectFirstBorrowers(
  db: Db | Tx,
  people: readonly { key: number; memberId: number; after: Date; until: Date }[],
): Promise<number[]> {
  const column = <T>(of: (one: (typeof people)[number]) => T): T[] => people.map(of);
  const { rows } = await sql<{ key: number }>`
    select asked.key from unnest(${column((one) => one.key)}::bigint[], ${column((one) => one.memberId)}::bigint[],
      ${column((one) => one.after)}::timestamptz[], ${column((one) => one.until)}::timestamptz[])
      as asked (key, member_id, after, until)
    where (select min(loan.loaned_at) from loan where loan.member_id = asked.member_id)
      between asked.after and asked.until`.execute(db);
  return rows.map(({ key }) => key);
}

/**
 * Of these members, who borrowed of a group of books since an instant, as far as loans are still linked to their readers: `anak`, books for children,
 * or a class of Dewey by its figure. Which ones is not said. Inside the house only: whoever asks has their consent.
 */
export async function borrowersAmong(
  db: Db | Tx,
  memberIds: readonly number[],
  { group, since }: { group: string; since: Date },
): Promise<number[]> {
  if (memberIds.length === 0) return [];
  const { rows } = await sql<{ memberId: number }>`
    select distinct loan.member_id from loan
    join item on item.id = loan.item_id join bib on bib.id = item.bib_id
    where loan.member_id = any(${[...memberIds]}::bigint[]) and loan.loaned_at >= ${since}
      and case when ${group} = 'anak' then bib.audience = 'anak' else left(bib.ddc, 1) = ${group} end
    order by loan.member_id`.execute(db);
  return rows.map(({ memberId }) => memberId);
}
