import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';
import { DECISIONS } from '../rules/suggestion-states.ts';

/** Answers to what readers suggest to buy; that a book has come is no answer. */
export const suggestionsAnswered = ({ after, before }: FactSpan) => sql`
  select library_id, decided_at as at, null::date as on_day, 1 as n, status as answer
  from suggestion
  where decided_at >= ${after} and decided_at < ${before}
    and status in (${sql.join(DECISIONS.map((decision) => sql.lit(decision)))})`;
