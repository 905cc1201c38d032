import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LetterLanguage } from '../rules/terms.ts';

/** Whom to look for; people who came or borrow were found where that is known. */
export interface Sought {
  topicIds: readonly number[];
  language: LetterLanguage | null;
  libraryId: number | null;
  /** Who came: by card, or by the address that a guest left. */
  came: { memberIds: readonly number[]; emails: readonly string[] } | null;
  /** Who borrows. */
  borrowers: readonly number[] | null;
  /** Those alone who want them by WhatsApp too. */
  byWhatsapp?: true;
}

const ids = (all: readonly number[]): RawBuilder<unknown> => sql`any(${[...all]}::bigint[])`;

/** They said so of one of these topics, have not left the library, and have a number. */
const whatsapp = (
  topicIds: readonly number[],
) => sql`member.status = 'active' and member.phone <> '' and exists (select from letter_choice w
    where w.subscriber_id = s.id and w.whatsapp_at is not null and w.topic_id = ${ids(topicIds)})`;

/** Nobody who stopped or rests, nobody whose data are only kept, nobody without one of these topics. */
const within = (sought: Sought, now: Date) => sql`
  from letter_subscriber s left join member on member.id = s.member_id
  where s.stopped_at is null and (s.paused_until is null or s.paused_until <= ${now}) and member.restricted_at is null
    and exists (select from letter_choice c join letter_topic t on t.id = c.topic_id
      where c.subscriber_id = s.id and c.topic_id = ${ids(sought.topicIds)} and t.archived_at is null)
    ${sought.language === null ? sql`` : sql`and s.language = ${sought.language}`}
    ${sought.libraryId === null ? sql`` : sql`and s.library_id = ${sought.libraryId}`}
    ${
      sought.came === null
        ? sql``
        : sql`and (s.member_id = ${ids(sought.came.memberIds)} or s.email = any(${[...sought.came.emails]}::text[]))`
    }
    ${sought.byWhatsapp ? sql`and ${whatsapp(sought.topicIds)}` : sql``}
    ${sought.borrowers === null ? sql`` : sql`and s.reading_since is not null and s.member_id = ${ids(sought.borrowers)}`}`;

export async function countSought(db: Db | Tx, sought: Sought, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count ${within(sought, now)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The next of them by their ids. */
export async function selectSought(
  db: Db | Tx,
  sought: Sought,
  { now, afterId, limit }: { now: Date; afterId: number; limit: number },
) {
  const { rows } = await sql<{
    id: number;
    subscriberKey: string;
    email: string;
    language: LetterLanguage;
    linkCode: string;
    byWhatsapp: number | null;
  }>`select s.id, s.subscriber_key, s.email, s.language, s.link_code,
      case when ${whatsapp(sought.topicIds)} then s.member_id end as by_whatsapp ${within(sought, now)}
    and s.id > ${afterId} order by s.id limit ${limit}`.execute(db);
  return rows;
}

/** Holds subscribers so that none of them goes until the transaction ends. @returns those who are still there */
export async function holdReaders(trx: Tx, subscriberIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from letter_subscriber where id = ${ids(subscriberIds)}
    order by id for key share`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Members among the subscribers who let letters be fitted to what they borrow. */
export async function selectReaders(db: Db | Tx): Promise<number[]> {
  const { rows } = await sql<{ memberId: number }>`
    select distinct member_id from letter_subscriber
    where reading_since is not null and member_id is not null and stopped_at is null order by member_id`.execute(db);
  return rows.map(({ memberId }) => memberId);
}

/** Of these, who still gets letters about one of the topics. */
export async function selectReceiving(
  db: Db | Tx,
  subscriberIds: readonly number[],
  topicIds: readonly number[],
  now: Date | null,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select s.id from letter_subscriber s left join member on member.id = s.member_id
    where s.id = ${ids(subscriberIds)} and s.stopped_at is null and member.restricted_at is null
      ${now === null ? sql`` : sql`and (s.paused_until is null or s.paused_until <= ${now})`}
      and exists (select from letter_choice c where c.subscriber_id = s.id and c.topic_id = ${ids(topicIds)})`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Of these, who still lets letters be fitted to what they borrow. */
export async function selectStillRead(db: Db | Tx, subscriberIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from letter_subscriber
    where id = ${ids(subscriberIds)} and reading_since is not null and member_id is not null`.execute(db);
  return rows.map(({ id }) => id);
}

/** Does a member get letters about one of the topics by WhatsApp now? */
export async function hasWhatsapp(
  db: Db,
  { memberId, topicIds, now }: { memberId: number; topicIds: readonly number[]; now: Date },
): Promise<boolean> {
  const sought: Sought = { topicIds, language: null, libraryId: null, came: null, borrowers: null, byWhatsapp: true };
  const { rows } = await sql`select s.id ${within(sought, now)} and s.member_id = ${memberId} limit 1`.execute(db);
  return rows.length > 0;
}
