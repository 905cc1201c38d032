import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { TicketFile, TicketMessage } from '#platform/database/db-types';

export type MessageAuthor = 'person' | 'staff' | 'note';

export const insertMessage = async (trx: Tx, row: Insertable<TicketMessage>): Promise<number> =>
  (await trx.insertInto('ticketMessage').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const insertFiles = async (trx: Tx, rows: readonly Insertable<TicketFile>[]) =>
  rows.length === 0
    ? undefined
    : trx
        .insertInto('ticketFile')
        .values([...rows])
        .execute();

export interface StoredMessage {
  id: number;
  ticketId: number;
  author: MessageAuthor;
  staffName: string;
  text: string;
  writtenAt: Date;
  /** Words that nobody has to read: they are shown to who asks for them. */
  rough: boolean;
  files: { id: number; mediaType: string; sizeBytes: number }[];
}
/** The messages of tickets with their files, in the order in which they were written. */
export const selectMessages = async (db: Db | Tx, ticketIds: readonly number[]): Promise<StoredMessage[]> =>
  db
    .selectFrom('ticketMessage')
    .select(['id', 'ticketId', 'staffName', 'text', 'writtenAt', 'rough'])
    .select([
      sql<MessageAuthor>`author`.as('author'),
      sql<StoredMessage['files']>`coalesce((select json_agg(json_build_object('id', f.id, 'mediaType', f.media_type,
        'sizeBytes', f.size_bytes) order by f.id) from ticket_file f where f.message_id = ticket_message.id), '[]')`.as(
        'files',
      ),
    ])
    .where('ticketId', '=', sql<number>`any(${[...ticketIds]}::bigint[])`)
    .orderBy('id')
    .execute();

export const findMessage = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('ticketMessage')
    .select(['id', 'ticketId', 'text', 'writtenAt', 'rough'])
    .select(sql<MessageAuthor>`author`.as('author'))
    .where('id', '=', id)
    .executeTakeFirst();

export const markRough = async (trx: Tx, id: number, rough: boolean) =>
  trx.updateTable('ticketMessage').set({ rough }).where('id', '=', id).execute();

/** A file with the ticket of its message. */
export const findFile = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('ticketFile')
    .innerJoin('ticketMessage', 'ticketMessage.id', 'ticketFile.messageId')
    .select(['ticketFile.fileKey', 'ticketFile.mediaType', 'ticketMessage.ticketId'])
    .where('ticketFile.id', '=', id)
    .executeTakeFirst();
