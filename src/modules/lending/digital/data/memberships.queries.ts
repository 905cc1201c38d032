import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** What decides whether somebody may borrow now. */
export interface Membership {
  status: string;
  expiresOn: string | null;
  /** That have not been lifted. */
  blocks: { untilDate: string | null }[];
  timeZone: string;
}

const facts = sql`m.status, m.expires_on, l.time_zone,
  coalesce((select json_agg(json_build_object('untilDate', b.until_date)) from member_block b
    where b.member_id = m.id and b.lifted_at is null), '[]') as blocks`;

export const selectMembership = async (db: Db | Tx, memberId: number): Promise<Membership | undefined> =>
  (
    await sql<Membership>`select ${facts} from member m join library l on l.id = m.home_library_id
      where m.id = ${memberId}`.execute(db)
  ).rows[0];

/** Who waits for a file or has it offered, in the order of the queue. */
export const selectAsking = async (
  trx: Tx,
  attachmentId: number,
): Promise<(Membership & { requestId: number; offered: boolean })[]> =>
  (
    await sql<Membership & { requestId: number; offered: boolean }>`
      select r.id as request_id, r.status = 'offered' as offered, ${facts}
      from digital_request r join member m on m.id = r.member_id join library l on l.id = m.home_library_id
      where r.attachment_id = ${attachmentId} and r.ended_at is null order by r.id`.execute(trx)
  ).rows;
