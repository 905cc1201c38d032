import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PublicChange } from '../client.ts';
import type { TicketKind } from '../rules/states.ts';

/** What was published, the latest first; nothing of who wrote is in it. */
export async function selectChanges(
  db: Db | Tx,
  { after, limit }: { after: { changedAt: Date; id: number } | null; limit: number },
): Promise<PublicChange[]> {
  // a cursor knows milliseconds alone
  const at = sql<Date>`date_trunc('milliseconds', ticket.changed_at)`;
  let query = db
    .selectFrom('ticket')
    .innerJoin('library', 'library.id', 'ticket.libraryId')
    .select(['ticket.id', 'ticket.changeText as text', 'library.name as libraryName', 'library.timeZone'])
    .select([sql<TicketKind>`ticket.kind`.as('kind'), at.as('changedAt')])
    .where('ticket.changePublic', '=', true)
    .orderBy(at, 'desc')
    .orderBy('ticket.id', 'desc')
    .limit(limit);
  if (after)
    query = query.where(sql<boolean>`(${at}, ticket.id) < (${after.changedAt}::timestamptz, ${after.id}::bigint)`);
  return query.execute();
}
