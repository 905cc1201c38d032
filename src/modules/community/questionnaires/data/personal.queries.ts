import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Answers, Content } from '../rules/content.ts';

type Who = { memberId: number } | { enrolmentId: number };
const OF = (who: Who) =>
  'memberId' in who
    ? sql<boolean>`(r.member_id = ${who.memberId}::bigint
    or r.enrolment_id in (select id from program_enrolment where member_id = ${who.memberId}::bigint))`
    : sql<boolean>`r.enrolment_id = ${who.enrolmentId}::bigint`;

/** Named answers of a member. */
export const selectNamedOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('questionnaireResponse as r')
    .innerJoin('questionnairePlacement as p', 'p.id', 'r.placementId')
    .innerJoin('questionnaireVersion as v', 'v.id', 'p.versionId')
    .innerJoin('questionnaire as q', 'q.id', 'v.questionnaireId')
    .select([
      'q.name as questionnaire',
      'r.answeredAt',
      sql<Answers>`r.answers`.as('answers'),
      sql<Content>`v.content`.as('content'),
    ])
    .where(OF({ memberId }))
    .orderBy('r.answeredAt')
    .execute();

/**
 * Named answers of a member or guest go whole; files lose their name here and are removed by the next night. With them goes what answers
 * for the person later: keys that they were sent, also for whom they enrolled, and sheets with their name.
 */
export async function forgetAnswers(trx: Tx, who: Who): Promise<void> {
  await sql`update questionnaire_file f set name = '' from questionnaire_response r
    where r.id = f.response_id and ${OF(who)}`.execute(trx);
  await sql`delete from questionnaire_response r where ${OF(who)}`.execute(trx);
  await sql`delete from questionnaire_receipt r where ${OF(who)}`.execute(trx);
  const own = 'memberId' in who ? sql`member_id = ${who.memberId}::bigint` : sql`id = ${who.enrolmentId}::bigint`;
  const sentTo = 'memberId' in who ? sql`(${own} or placed_by_member_id = ${who.memberId}::bigint)` : own;
  await sql`delete from questionnaire_key where enrolment_id in (select id from program_enrolment where ${sentTo})`.execute(
    trx,
  );
  await sql`delete from questionnaire_sheet where enrolment_id in (select id from program_enrolment where ${own})`.execute(
    trx,
  );
}

const NAMED = sql<boolean>`(enrolment_id is not null or member_id is not null)`;
/** Answers in the person's own words, and the names of files: who wrote them may stand in them. */
const WORDS = sql`(select coalesce(array_agg(question ->> 'id'), '{}')
  from questionnaire_placement p join questionnaire_version v on v.id = p.version_id,
    jsonb_array_elements(v.content -> 'questions') question
  where p.id = questionnaire_response.placement_id and question ->> 'kind' in ('text', 'file'))`;
/** Past their time, or of whom the programmes forgot already: an erasure would not find them by that enrolment any more. */
const past = (before: Date) => sql<boolean>`${NAMED} and (answered_at < ${before}::timestamptz
  or enrolment_id in (select id from program_enrolment where member_id is null and name = ''))`;

export async function countNamedBefore(db: Db | Tx, before: Date): Promise<number> {
  const row = await db
    .selectFrom('questionnaireResponse')
    .select(sql<number>`count(*)`.as('count'))
    .where(past(before))
    .executeTakeFirstOrThrow();
  return row.count;
}

/**
 * Names go from old answers, with what was said in own words, their files and with who has answered; of a questionnaire without an end, by the day it was opened: whoever
 * answered then may answer again.
 * @returns keys of files that nobody needs any more
 */
export async function cutNames(trx: Tx, before: Date): Promise<{ gone: number; files: string[] }> {
  const cut = await trx
    .updateTable('questionnaireResponse')
    .set({ enrolmentId: null, memberId: null, answers: sql`answers - ${WORDS}` })
    .where(past(before))
    .executeTakeFirst();
  await sql`delete from questionnaire_receipt where placement_id in (
    select id from questionnaire_placement where coalesce(closed_at, closes_at, opens_at) < ${before}::timestamptz)`.execute(
    trx,
  );
  await sql`delete from questionnaire_told where placement_id in (
    select id from questionnaire_placement where coalesce(closed_at, closes_at, opens_at) < ${before}::timestamptz)`.execute(
    trx,
  );
  const files = await trx
    .deleteFrom('questionnaireFile')
    .where(
      sql<boolean>`response_id is null or response_id in (select id from questionnaire_response r
        where r.answered_at < ${before}::timestamptz or (r.privacy = 'named' and r.enrolment_id is null and r.member_id is null))`,
    )
    .returning('key')
    .execute();
  return { gone: Number(cut.numUpdatedRows), files: files.map(({ key }) => key) };
}

/** Keys of files whose answer is gone. */
export async function selectErasedFiles(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('questionnaireFile').select('key').where('responseId', 'is', null).execute();
  return rows.map(({ key }) => key);
}
export const deleteFile = async (db: Db, key: string) =>
  db.deleteFrom('questionnaireFile').where('key', '=', key).execute();
