import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Channel, Privacy } from '../client.ts';
import type { Answers } from '../rules/content.ts';

/** Who answers: by the enrolment, or as a member; null = nobody knows. */
export type Respondent = { enrolmentId: number } | { memberId: number } | null;

const idsOf = (who: Respondent): { enrolmentId: number | null; memberId: number | null } => ({
  enrolmentId: who && 'enrolmentId' in who ? who.enrolmentId : null,
  memberId: who && 'memberId' in who ? who.memberId : null,
});

/** Notes that somebody has answered. @returns false when they had before */
export async function insertReceipt(trx: Tx, placementId: number, who: NonNullable<Respondent>): Promise<boolean> {
  const made = await trx
    .insertInto('questionnaireReceipt')
    .values({ placementId, ...idsOf(who) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('placementId')
    .executeTakeFirst();
  return made !== undefined;
}

export async function hasReceipt(db: Db | Tx, placementId: number, who: NonNullable<Respondent>): Promise<boolean> {
  const { enrolmentId, memberId } = idsOf(who);
  const row = await db
    .selectFrom('questionnaireReceipt')
    .select('placementId')
    .where('placementId', '=', placementId)
    .where(sql<boolean>`(enrolment_id = ${enrolmentId}::bigint or member_id = ${memberId}::bigint)`)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertResponse(
  trx: Tx,
  row: {
    placementId: number;
    privacy: Privacy;
    answers: Answers;
    channel: Channel;
    pairCode: Buffer | null;
    who: Respondent;
    answeredAt: Date | null;
  },
): Promise<string> {
  const { who, answers, ...rest } = row;
  const { id } = await trx
    .insertInto('questionnaireResponse')
    .values({ ...rest, ...idsOf(rest.privacy === 'named' ? who : null), answers: JSON.stringify(answers) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** So many rows are written anew with each answer: all of an evaluation, a random part of a survey of the whole city. */
const MIXED = 500;

/**
 * Breaks what the database itself would remember: rows written by one transaction share its number (`xmin`) and lie in the order of
 * arrival (`ctid`). Answers and receipts of a placement are taken out and put back in random order, each apart, so that all of them
 * are of the latest transaction and neither order is that of arrival. Decision 080.
 */
export async function mixTraces(trx: Tx, placementId: number): Promise<void> {
  await sql`with mixed as (
      delete from questionnaire_response where id in (
        select id from questionnaire_response where placement_id = ${placementId} order by random() limit ${MIXED}
      ) or (placement_id = ${placementId} and xmin = pg_current_xact_id()::xid)
      returning *
    ) insert into questionnaire_response select * from mixed order by random()`.execute(trx);
  await sql`with mixed as (
      delete from questionnaire_receipt where ctid in (
        select ctid from questionnaire_receipt where placement_id = ${placementId} order by random() limit ${MIXED}
      ) or (placement_id = ${placementId} and xmin = pg_current_xact_id()::xid)
      returning *
    ) insert into questionnaire_receipt select * from mixed order by random()`.execute(trx);
}

/**
 * Says which answers a placement has, and the placements of its pair: another word whenever one comes, goes or changes. By ids and by the
 * transactions that wrote the rows, so nothing has to be noted when somebody answers, and nothing is read of what they said.
 */
export async function answersState(db: Db | Tx, placementId: number): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select concat_ws(' ', count(*), bit_xor(hashtextextended(r.id::text || r.xmin::text, 0))) as state
    from questionnaire_response r
    where r.placement_id in (
      select p.id from questionnaire_placement p
      where p.id = ${placementId} or p.pair_id = (select pair_id from questionnaire_placement where id = ${placementId})
    )`.execute(db);
  return rows[0]?.state ?? '';
}

/** Everything that was answered, in the order of random ids. */
export async function selectResponses(
  db: Db | Tx,
  placementId: number,
): Promise<{ id: string; answers: Answers; channel: Channel; pairCode: string | null }[]> {
  return db
    .selectFrom('questionnaireResponse')
    .select([
      'id',
      sql<Answers>`answers`.as('answers'),
      sql<Channel>`channel`.as('channel'),
      sql<string | null>`encode(pair_code, 'hex')`.as('pairCode'),
    ])
    .where('placementId', '=', placementId)
    .orderBy('id')
    .execute();
}

/** Named answers with their names, the latest first. */
export const selectNamed = async (db: Db | Tx, placementId: number) =>
  db
    .selectFrom('questionnaireResponse as r')
    .leftJoin('programEnrolment as e', 'e.id', 'r.enrolmentId')
    .leftJoin('member as m', (join) => join.on(sql<boolean>`m.id = coalesce(r.member_id, e.member_id)`))
    .select([
      'r.id',
      sql<Answers>`r.answers`.as('answers'),
      sql<Channel>`r.channel`.as('channel'),
      'r.answeredAt',
      sql<string>`coalesce(m.full_name, nullif(e.name, ''), '')`.as('name'),
    ])
    .where('r.placementId', '=', placementId)
    .where('r.privacy', '=', 'named')
    .orderBy('r.answeredAt', 'desc')
    .orderBy('r.id')
    .execute();

/** Named answers by whose they are, a card where there is one; those of whom it was forgotten are left out. */
export async function selectLinked(db: Db | Tx, placementId: number): Promise<{ person: string; answers: Answers }[]> {
  const query = sql<{ person: string; answers: Answers }>`
    select coalesce('m' || coalesce(r.member_id, e.member_id), 'e' || r.enrolment_id) as person, r.answers
    from questionnaire_response r left join program_enrolment e on e.id = r.enrolment_id
    where r.placement_id = ${placementId} and r.privacy = 'named'
      and coalesce(r.member_id, r.enrolment_id) is not null
    order by r.id`;
  return (await query.execute(db)).rows;
}

export const countReceipts = async (db: Db | Tx, placementId: number): Promise<number> => {
  const row = await db
    .selectFrom('questionnaireReceipt')
    .select(sql<number>`count(*)`.as('count'))
    .where('placementId', '=', placementId)
    .executeTakeFirstOrThrow();
  return row.count;
};

export const insertFile = async (
  trx: Tx,
  file: { key: string; responseId: string; questionId: string; name: string; mediaType: string; sizeBytes: number },
) => trx.insertInto('questionnaireFile').values(file).execute();

export const findFile = async (db: Db | Tx, responseId: string, questionId: string) =>
  db
    .selectFrom('questionnaireFile as f')
    .innerJoin('questionnaireResponse as r', 'r.id', 'f.responseId')
    .innerJoin('questionnairePlacement as p', 'p.id', 'r.placementId')
    .select(['f.key', 'f.name', 'f.mediaType', 'f.sizeBytes', 'p.libraryId'])
    .where('f.responseId', '=', responseId)
    .where('f.questionId', '=', questionId)
    .executeTakeFirst();
