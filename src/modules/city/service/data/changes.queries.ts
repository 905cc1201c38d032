import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PublicChange } from '../client.ts';
import type { TicketKind } from '../rules/states.ts';

/** What was published, the latest first; nothing of who wrote is in it. */
export const selectChanges = async (db: Db | Tx, limit: number): Promise<PublicChange[]> =>
  db
    .selectFrom('ticket')
    .innerJoin('library', 'library.id', 'ticket.libraryId')
    .select(['ticket.changeText as text', 'library.name as libraryName', 'library.timeZone'])
    .select([sql<TicketKind>`ticket.kind`.as('kind'), sql<Date>`ticket.changed_at`.as('changedAt')])
    .where('ticket.changePublic', '=', true)
    .orderBy('ticket.changedAt', 'desc')
    .limit(limit)
    .execute();
