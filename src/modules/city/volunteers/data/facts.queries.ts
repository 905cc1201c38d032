import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** Minutes that volunteers were there; a row stays when its person is forgotten. */
export const minutesGiven = ({ after, before }: FactSpan) => sql`
  select t.library_id, p.came_at as at, null::date as on_day, floor(extract(epoch from p.left_at - p.came_at) / 60)::integer as n
  from volunteer_place p join volunteer_shift s on s.id = p.shift_id join volunteer_task t on t.id = s.task_id
  where p.left_at is not null and p.came_at >= ${after} and p.came_at < ${before}`;

/** Who came to help: each once a day and library. */
export const volunteersCame = ({ after, before }: FactSpan) => sql`
  select t.library_id, min(p.came_at) as at, null::date as on_day, 1 as n
  from volunteer_place p join volunteer_shift s on s.id = p.shift_id join volunteer_task t on t.id = s.task_id
    join library l on l.id = t.library_id
  where p.came_at >= ${after} and p.came_at < ${before}
  group by t.library_id, p.volunteer_id, (p.came_at at time zone l.time_zone)::date`;
