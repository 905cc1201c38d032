import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** What a member sent with their account, and how it was answered, as they may read it. */
export const selectOfMember = async (db: Db | Tx, memberId: number) => {
  const { rows } = await sql<{
    number: string;
    kind: string;
    createdAt: Date;
    messages: string[];
    rating: string | null;
    ratingWords: string;
    aboutLabel: string;
    changeText: string;
  }>`
    select number, kind, created_at, rating, rating_words, about_label, change_text,
      coalesce((select json_agg(m.text order by m.id) from ticket_message m
        where m.ticket_id = ticket.id and m.author <> 'note'), '[]') as messages
    from ticket where member_id = ${memberId} order by id`.execute(db);
  return rows;
};

/**
 * Whose tickets are to be forgotten: a member's, with those that came from addresses that are theirs alone (in small letters; numbers in
 * international form), or those that were closed before an instant.
 */
export type Forgotten = { memberId: number; contacts: readonly string[] } | { before: Date };

/** What a member's card says of who they are and how they are reached. */
export const selectCard = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('member')
    .select(['fullName', 'number', 'email', 'phone'])
    .where('id', '=', memberId)
    .executeTakeFirst();

/** Which of these addresses another member has too: a parent's, for example. Numbers are compared by their digits. */
export async function selectShared(db: Db | Tx, memberId: number, contacts: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ contact: string }>`select contact from unnest(${[...contacts]}::text[]) contact
    where exists (select from member where id <> ${memberId} and erased_at is null and (lower(email) = contact
      or (phone like '%' || right(contact, 1)
        and regexp_replace(regexp_replace(phone, '[^0-9]', '', 'g'), '^(62)?0?', '') = regexp_replace(contact, '^[+]62', ''))))`.execute(
    db,
  );
  return rows.map(({ contact }) => contact);
}

const which = (forgotten: Forgotten) =>
  'memberId' in forgotten
    ? sql<boolean>`(ticket.member_id = ${forgotten.memberId} or lower(ticket.contact) = any(${[...forgotten.contacts]}::text[]))`
    : sql<boolean>`ticket.closed_at < ${forgotten.before}
        and (ticket.member_id is not null or ticket.contact <> '' or ticket.contact_name <> '')`;

export async function countNamed(db: Db | Tx, before: Date): Promise<number> {
  const row = await db
    .selectFrom('ticket')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(which({ before }))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Those tickets, their rows held, with what says who sent them. */
export const lockForgotten = async (trx: Tx, forgotten: Forgotten) =>
  trx
    .selectFrom('ticket')
    .select([
      'ticket.id',
      'ticket.mergedIntoId',
      'ticket.title',
      'ticket.ratingWords',
      'ticket.changeText',
      'ticket.contact',
    ])
    .select(['ticket.contactName', 'ticket.memberId'])
    .where(which(forgotten))
    .orderBy('ticket.id')
    .forUpdate('ticket')
    .execute();

/** The ticket stays, in these words; the person goes, and with them the loan that it was about. */
export async function forgetSender(
  trx: Tx,
  id: number,
  texts: { title: string; ratingWords: string; changeText: string },
): Promise<void> {
  await trx
    .updateTable('ticket')
    .set({ ...texts, memberId: null, contact: '', contactName: '', rateKey: sql`gen_random_uuid()` })
    .where('id', '=', id)
    .execute();
  await trx
    .updateTable('ticket')
    .set({ aboutKind: null, aboutRef: '', aboutLabel: '' })
    .where('id', '=', id)
    .where('aboutKind', '=', 'loan')
    .execute();
}

/** The other tickets that are answered together with one. */
export async function selectTogether(trx: Tx, id: number, mainId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('ticket')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', mainId), eb('mergedIntoId', '=', mainId)]))
    .where('id', '<>', id)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Writes the messages of a ticket anew, wherever that says something else. */
export async function rewriteMessages(
  trx: Tx,
  ticketId: number,
  rewrite: (text: string, byPerson: boolean) => string,
): Promise<void> {
  const rows = await trx
    .selectFrom('ticketMessage')
    .select(['id', 'text', 'author'])
    .where('ticketId', '=', ticketId)
    .execute();
  for (const { id, text, author } of rows) {
    const left = rewrite(text, author === 'person');
    if (left !== text) await trx.updateTable('ticketMessage').set({ text: left }).where('id', '=', id).execute();
  }
}

/** Takes the files of tickets out of the database. @returns their keys */
export async function deleteFiles(trx: Tx, ticketIds: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ fileKey: string }>`delete from ticket_file where message_id in
    (select id from ticket_message where ticket_id = any(${[...ticketIds]}::bigint[])) returning file_key`.execute(trx);
  return rows.map(({ fileKey }) => fileKey);
}

/** What a ticket is called and what changed because of it, in other words. */
export async function rewriteTicket(trx: Tx, ticketId: number, rewrite: (text: string) => string): Promise<void> {
  const row = await trx
    .selectFrom('ticket')
    .select(['title', 'changeText'])
    .where('id', '=', ticketId)
    .executeTakeFirst();
  if (!row) return;
  const set = { title: rewrite(row.title), changeText: rewrite(row.changeText) };
  if (set.title !== row.title || set.changeText !== row.changeText)
    await trx.updateTable('ticket').set(set).where('id', '=', ticketId).execute();
}
