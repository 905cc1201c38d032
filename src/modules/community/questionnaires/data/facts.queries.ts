import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';
import { LEAST_SHOWN } from '../rules/least.ts';

/** Answers with a name, when they were given: whoever may read them sees them come. */
export const namedAnswers = ({ after, before }: FactSpan) => sql`
  select placement.library_id, response.answered_at as at, null::date as on_day, 1 as n
  from questionnaire_response response join questionnaire_placement placement on placement.id = response.placement_id
  where response.privacy = 'named' and response.answered_at >= ${after} and response.answered_at < ${before}`;

/**
 * Answers without a name have no time, and a number of them that grows by one tells who has just answered (decision 118). So they are counted
 * all at once, on the day after which no answer can come: that of {@link isFinal}. Of fewer than five nothing is said then either, and
 * nothing here is by month only: the day is that of the questionnaire, not of an answer.
 */
export const unnamedAnswers = ({ after, before }: FactSpan) => sql`
  select placement.library_id, placement.final_at as at, null::date as on_day, answers.n
  from (
    select p.id, p.library_id, case when p.pair_id is not null then pair.closed_at
      else least(p.closed_at, case when p.closes_at is not null then coalesce(p.paper_until, p.closes_at) end) end as final_at
    from questionnaire_placement p left join questionnaire_pair pair on pair.id = p.pair_id
    where p.privacy <> 'named'
  ) placement cross join lateral (
    select count(*) as n from questionnaire_response response where response.placement_id = placement.id
  ) answers
  where placement.final_at >= ${after} and placement.final_at < ${before} and answers.n >= ${sql.lit(LEAST_SHOWN)}`;
