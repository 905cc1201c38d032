import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { TicketKind } from '../rules/states.ts';

export interface ReceivedTicket {
  id: number;
  kind: TicketKind;
  libraryId: number;
  createdAt: Date;
  clockFrom: Date;
  firstAnsweredAt: Date | null;
  resolvedAt: Date | null;
}

/** What was sent between two instants; what was merged is answered with another, and is not there. */
export const selectReceived = async (
  db: Db | Tx,
  { after, before, kinds }: { after: Date; before: Date; kinds: readonly TicketKind[] },
): Promise<ReceivedTicket[]> =>
  db
    .selectFrom('ticket')
    .select(['id', 'libraryId', 'createdAt', 'clockFrom', 'firstAnsweredAt', 'resolvedAt'])
    .select(sql<TicketKind>`kind`.as('kind'))
    .where('createdAt', '>=', after)
    .where('createdAt', '<', before)
    .where('kind', 'in', [...kinds])
    .where('mergedIntoId', 'is', null)
    .execute();
