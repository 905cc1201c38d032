import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** Ideas by the library of the programme; not by that of whoever wrote them, which among five guests would be a name. */
export const ideasWritten = ({ after, before }: FactSpan) => sql`
  select program.library_id, idea.created_at as at, null::date as on_day, 1 as n, idea.source
  from idea join idea_board board on board.id = idea.board_id join program on program.id = board.program_id
  where idea.created_at >= ${after} and idea.created_at < ${before}`;

/** Plans that somebody committed to, by the library where they are done. */
export const plansMade = ({ after, before }: FactSpan) => sql`
  select library_id, committed_at as at, null::date as on_day, 1 as n
  from action_plan where committed_at >= ${after} and committed_at < ${before}`;

/** Plans that were done. */
export const plansKept = ({ after, before }: FactSpan) => sql`
  select library_id, ended_at as at, null::date as on_day, 1 as n
  from action_plan where status = 'done' and ended_at >= ${after} and ended_at < ${before}`;
