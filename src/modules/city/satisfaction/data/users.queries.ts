import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { COUNTED_SERVICES, Service, UsedService } from '../client.ts';

/** People who used a service in a time, at libraries (null: at any). */
interface Use {
  libraryIds: readonly number[] | null;
  since: Date;
  before: Date;
}

const at = (column: RawBuilder<unknown>, libraryIds: Use['libraryIds']) =>
  sql`(${libraryIds}::bigint[] is null or ${column} = any(${libraryIds}::bigint[]))`;

/** Who came: a member, a guest by name and address, a child by name and who brought it; of a name alone nobody knows whether it is the same person. */
const participant = sql`case
  when e.member_id is not null then 'member ' || e.member_id
  when e.placed_by_member_id is not null then 'child ' || e.placed_by_member_id || ' ' || lower(e.name)
  when e.contact <> '' then 'guest ' || length(e.contact) || ' ' || lower(e.contact) || ' ' || lower(e.name)
  else 'enrolment ' || e.id end`;

/** Nobody knows any more who it was, or who brought a child of that name. */
const forgotten = sql`e.member_id is null and (e.name = ''
  or (e.guardian_consent_at is not null and e.placed_by_member_id is null and e.guardian_name = ''))`;

/**
 * How many people borrowed, came to be members, or attended programmes, a group with all who came with it; `from` and `to` are the days of the instants, both included.
 * @returns null where it cannot be known: of a loan or an attendance it is forgotten already whose it was (retention)
 */
export async function countUsers(
  db: Db | Tx,
  service: (typeof COUNTED_SERVICES)[number],
  { libraryIds, since, before, from, to }: Use & { from: LocalDate; to: LocalDate },
): Promise<number | null> {
  const queries = {
    loans: sql<Counted>`select count(distinct member_id)::integer as count, coalesce(bool_or(member_id is null), false) as "hasForgotten"
      from loan where loaned_at >= ${since} and loaned_at < ${before} and ${at(sql`library_id`, libraryIds)}`,
    membership: sql<Counted>`select count(*)::integer as count, false as "hasForgotten" from member
      where joined_on between ${from}::date and ${to}::date and ${at(sql`home_library_id`, libraryIds)}`,
    programmes: sql<Counted>`select coalesce(sum(x.people), 0)::integer as count,
        coalesce(bool_or(x.forgotten), false) as "hasForgotten"
      from (
        select ${participant} as whoever, max(e.people) as people, bool_or(${forgotten}) as forgotten
        from program_attendance a join program_enrolment e on e.id = a.enrolment_id join program p on p.id = e.program_id
        where a.came_at >= ${since} and a.came_at < ${before} and ${at(sql`p.library_id`, libraryIds)}
        group by whoever
      ) x`,
  };
  const { rows } = await queries[service].execute(db);
  const { count = 0, hasForgotten = false } = rows[0] ?? {};
  return hasForgotten ? null : count;
}
interface Counted {
  count: number;
  hasForgotten: boolean;
}

/** Members who may be asked, by their ids behind one: who used the service in a time, were not asked in the quarter, which one they used last, and where. */
export async function selectToInvite(
  db: Db | Tx,
  service: Service,
  { libraryIds, since, before, quarter, afterId, limit }: Use & { quarter: string; afterId: number; limit: number },
): Promise<{ memberId: number; libraryId: number; used: UsedService }[]> {
  const uses: { of: UsedService; query: RawBuilder<unknown> }[] = [
    {
      of: 'loans',
      query: sql`select member_id, library_id, loaned_at as at, 'loans' as used from loan
        where loaned_at >= ${since} and loaned_at < ${before} and library_id = any(${libraryIds}::bigint[])`,
    },
    {
      of: 'reading_room',
      query: sql`select member_id, library_id, at, 'reading_room' as used from visit
        where at >= ${since} and at < ${before} and member_id is not null and library_id = any(${libraryIds}::bigint[])`,
    },
    {
      of: 'programmes',
      query: sql`select e.member_id, p.library_id, a.came_at as at, 'programmes' as used from program_attendance a
        join program_enrolment e on e.id = a.enrolment_id join program p on p.id = e.program_id
        where a.came_at >= ${since} and a.came_at < ${before} and e.member_id is not null
          and p.library_id = any(${libraryIds}::bigint[])`,
    },
  ];
  const asked = uses.filter(({ of }) => service === 'all' || of === service);
  if (asked.length === 0) return [];
  const { rows } = await sql<{ memberId: number; libraryId: number; used: UsedService }>`
    select distinct on (u.member_id) u.member_id as "memberId", u.library_id as "libraryId", u.used
    from (${sql.join(
      asked.map(({ query }) => query),
      sql` union all `,
    )}) u join member on member.id = u.member_id and member.status = 'active'
    where u.member_id > ${afterId} and not exists (select from satisfaction_invitation i where i.member_id = u.member_id and i.quarter = ${quarter})
    order by u.member_id, u.at desc limit ${limit}`.execute(db);
  return rows;
}

/** Notes that somebody is asked in a quarter. @returns false when they were, in whichever round */
export async function insertInvitation(trx: Tx, memberId: number, quarter: string): Promise<boolean> {
  const made = await trx
    .insertInto('satisfactionInvitation')
    .values({ memberId, quarter })
    .onConflict((conflict) => conflict.doNothing())
    .returning('memberId')
    .executeTakeFirst();
  return made !== undefined;
}

/** In which quarters a member was asked. */
export const selectInvitations = async (db: Db | Tx, memberId: number): Promise<{ quarter: string }[]> =>
  db
    .selectFrom('satisfactionInvitation')
    .select('quarter')
    .where('memberId', '=', memberId)
    .orderBy('quarter')
    .execute();

export const deleteInvitationsOf = async (trx: Tx, memberId: number): Promise<void> => {
  await trx.deleteFrom('satisfactionInvitation').where('memberId', '=', memberId).execute();
};

/** Who was asked in quarters before this one is of no use any more. */
export const deleteInvitationsBefore = async (db: Db, quarter: string): Promise<void> => {
  await db.deleteFrom('satisfactionInvitation').where('quarter', '<', quarter).execute();
};
