import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** What messages to guests were about. */
export async function selectAboutGuestMessages(db: Db | Tx, ids: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ about: string }>`select distinct about from guest_message
    where id = any(${[...ids]}::bigint[]) and about is not null`.execute(db);
  return rows.map(({ about }) => about);
}

/** What mails to members were about, those that told of one thing alone. */
export async function selectAboutDeliveries(db: Db | Tx, keys: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ about: string }>`select min(n.about) as about from delivery d
    join delivery_notification dn on dn.delivery_id = d.id join notification n on n.id = dn.notification_id
    where d.message_key = any(${[...keys]}::uuid[]) and d.channel = 'email'
    group by d.id having count(distinct coalesce(n.about, '')) = 1 and min(n.about) is not null`.execute(db);
  return rows.map(({ about }) => about);
}

/** Whether a message to a member goes by this key. */
export async function isDelivery(db: Db | Tx, key: string): Promise<boolean> {
  const found = await db.selectFrom('delivery').select('id').where('messageKey', '=', key).executeTakeFirst();
  return found !== undefined;
}
