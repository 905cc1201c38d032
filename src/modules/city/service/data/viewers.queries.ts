import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** Notes that somebody of staff has a ticket open; the clock of the database counts, for it is asked again within seconds. */
export async function noteViewer(
  db: Db | Tx,
  { ticketId, accountId, writes }: { ticketId: number; accountId: number; writes: boolean },
): Promise<void> {
  await sql`insert into ticket_viewer (ticket_id, account_id, seen_at, writes) values (${ticketId}, ${accountId}, now(), ${writes})
    on conflict (ticket_id, account_id) do update set seen_at = excluded.seen_at, writes = excluded.writes`.execute(db);
}

/** Who else has a ticket open and was seen within so many seconds, those who write first. */
export async function selectViewers(
  db: Db | Tx,
  { ticketId, besides, seconds }: { ticketId: number; besides: number; seconds: number },
): Promise<{ name: string; writes: boolean }[]> {
  const { rows } = await sql<{ name: string; writes: boolean }>`select account.full_name as name, v.writes
    from ticket_viewer v join account on account.id = v.account_id
    where v.ticket_id = ${ticketId} and v.account_id <> ${besides}
      and v.seen_at > now() - make_interval(secs => ${seconds}) and v.seen_at <= now() + interval '5 seconds'
    order by v.writes desc, account.full_name, account.id`.execute(db);
  return rows;
}

/** Those seen before yesterday, or by a clock that ran ahead; nobody asks for them. */
export const deleteViewers = async (db: Db): Promise<void> => {
  await sql`delete from ticket_viewer where seen_at < now() - interval '1 day'
    or seen_at > now() + interval '1 hour'`.execute(db);
};
