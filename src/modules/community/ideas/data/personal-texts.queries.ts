import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/database/db';

/** Whose texts they are: the enrolment, by which names the person is known, and words that are theirs alone. */
export interface Writer {
  enrolmentId: number;
  names: string[];
  words: string[];
}

const OWN = (enrolmentId: number) => sql`enrolment_id = ${enrolmentId}`;
const OF_OWN_PLAN = (enrolmentId: number) =>
  sql`plan_id in (select id from action_plan where enrolment_id = ${enrolmentId})`;
/** Where participants write what others read. */
const PLACES = [
  { table: 'idea', column: 'text', whose: OWN },
  { table: 'idea_comment', column: 'text', whose: OWN },
  ...['activity', 'goal', 'indicator', 'support', 'stop_reason'].map((column) => ({
    table: 'action_plan',
    column,
    whose: OWN,
  })),
  { table: 'action_plan_milestone', column: 'text', whose: OF_OWN_PLAN },
  { table: 'action_plan_evidence', column: 'title', whose: OF_OWN_PLAN },
  { table: 'action_plan_follow_up', column: 'story', whose: OF_OWN_PLAN },
];

/** Who of some enrolments wrote or plans something, by the names under which they are known here. */
export async function selectWriters(trx: Tx, enrolments: RawBuilder<unknown>): Promise<Writer[]> {
  const { rows } = await sql<Writer>`
    with own as (
      select enrolment_id, author_name as name from idea where enrolment_id in ${enrolments}
      union select enrolment_id, author_name from idea_comment where enrolment_id in ${enrolments}
      union select enrolment_id, owner_name from action_plan where enrolment_id in ${enrolments}
    )
    select own.enrolment_id,
      array_remove(array_agg(own.name) || max(e.name) || max(m.full_name), '') as names,
      array_remove(array[max(e.contact), max(m.number), max(m.email), max(m.phone)], null) as words
    from own join program_enrolment e on e.id = own.enrolment_id left join member m on m.id = e.member_id
    group by own.enrolment_id order by own.enrolment_id`.execute(trx);
  return rows.map(({ enrolmentId, names, words }) => ({ enrolmentId, names: names.filter(Boolean), words }));
}

/** Writes what somebody wrote anew, wherever that says something else. */
export async function rewriteTexts(trx: Tx, enrolmentId: number, rewrite: (text: string) => string): Promise<void> {
  for (const { table, column, whose } of PLACES) {
    const at = sql.ref(column);
    const { rows } = await sql<{ text: string }>`
      select distinct ${at} as text from ${sql.table(table)} where ${whose(enrolmentId)} and ${at} <> ''`.execute(trx);
    for (const { text } of rows) {
      const left = rewrite(text);
      if (left === text) continue;
      await sql`update ${sql.table(table)} set ${at} = ${left} where ${whose(enrolmentId)} and ${at} = ${text}`.execute(
        trx,
      );
    }
  }
}

/** Ideas and plans of some enrolments. */
export async function selectOwnIds(trx: Tx, enrolmentId: number): Promise<{ ideas: number[]; plans: number[] }> {
  const { rows } = await sql<{ ideas: number[]; plans: number[] }>`select
    array(select id::integer from idea where enrolment_id = ${enrolmentId} order by id) as ideas,
    array(select id::integer from action_plan where enrolment_id = ${enrolmentId} order by id) as plans`.execute(trx);
  return rows[0] ?? { ideas: [], plans: [] };
}
