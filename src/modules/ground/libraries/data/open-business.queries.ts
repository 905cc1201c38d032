import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db';

/** What still runs at a library, or was promised to somebody there. */
export interface OpenBusiness {
  /** Copies that stand there or are on their way there. */
  copies: number;
  /** Readers who are to collect something there, by a hold or a booking. */
  readers: number;
  /** Programmes of it that are announced and not over. */
  programs: number;
  /** Orders that are under way for it, and its subscriptions. */
  orders: number;
}

export async function selectOpenBusiness(db: Db | Tx, libraryId: number, now: Date): Promise<OpenBusiness> {
  const { rows } = await sql<OpenBusiness>`
    select ((select count(*) from item where library_id = ${libraryId} and status <> 'withdrawn')
        + (select count(*) from transit t join item i on i.id = t.item_id
          where t.to_library_id = ${libraryId} and i.library_id <> ${libraryId}
            and t.received_at is null and t.cancelled_at is null))::int as copies,
      ((select count(*) from hold where pickup_library_id = ${libraryId} and status in ('queued', 'in_transit', 'waiting'))
        + (select count(*) from booking where library_id = ${libraryId} and status = 'booked'))::int as readers,
      (select count(*) from program p where p.library_id = ${libraryId} and p.state in ('published', 'running')
        and not p.is_template
        and exists (select from program_session s where s.program_id = p.id and s.ends_at > ${now}))::int as programs,
      ((select count(distinct o.id) from purchase_order o join purchase_order_line l on l.order_id = o.id
          where l.library_id = ${libraryId} and o.status in ('draft', 'ordered', 'partly_received'))
        + (select count(*) from subscription where library_id = ${libraryId} and ended_at is null))::int as orders`.execute(
    db,
  );
  return rows[0] ?? { copies: 0, readers: 0, programs: 0, orders: 0 };
}
