import { sql } from 'kysely';
import type { Tx } from '#platform/database/db';

/** Who writes in a chat: a member, or a number in international form. */
export type ChatWriter = { memberId: number } | { phone: string };

const of = (writer: ChatWriter) =>
  'memberId' in writer
    ? sql`ticket.member_id = ${writer.memberId}`
    : sql`ticket.contact = ${writer.phone} and ticket.contact_kind = 'whatsapp'`;

/**
 * The ticket that the chat of somebody goes on with: one in which the library waits for them, else the latest that was not closed before an
 * instant; parts that staff made of one come after it.
 */
export async function findChatTicket(
  trx: Tx,
  writer: ChatWriter,
  { via, closedAfter }: { via: 'telegram' | 'whatsapp'; closedAfter: Date },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`select id from ticket
    where ${of(writer)} and via = ${via} and (closed_at is null or closed_at > ${closedAfter})
    order by state = 'waiting_patron' desc, split_from_id is null desc, id desc limit 1`.execute(trx);
  return rows[0]?.id ?? null;
}

/** The latest ticket of the same person that came another way and is not done. */
export async function findOpenBeside(
  trx: Tx,
  writer: ChatWriter,
  via: 'telegram' | 'whatsapp',
): Promise<{ id: number; number: string } | null> {
  const { rows } = await sql<{ id: number; number: string }>`select id, number from ticket
    where ${of(writer)} and via <> ${via} and state in ('new', 'open', 'waiting_patron') order by id desc limit 1`.execute(
    trx,
  );
  return rows[0] ?? null;
}
