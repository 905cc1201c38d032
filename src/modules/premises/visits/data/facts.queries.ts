import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** Who came, each head once; a group by its heads, whose ages are known as children and adults only. */
export const peopleCame = ({ after, before }: FactSpan) => sql`
  select visit.library_id, visit.at, null::date as on_day, heads.people as n, visit.kind as way, visit.purpose,
    visit.member_id as person, heads.age, heads.sex, visit.member_category as category, visit.kelurahan
  from visit cross join lateral (
    select visit.age_group as age, visit.sex, 1 as people where visit.kind <> 'group'
    union all select 'anak', 'P', visit.girls where visit.girls > 0
    union all select 'anak', 'L', visit.boys where visit.boys > 0
    union all select 'dewasa', 'P', visit.women where visit.women > 0
    union all select 'dewasa', 'L', visit.men where visit.men > 0
    union all select 'dewasa', null, visit.companions where visit.companions > 0
  ) heads
  where visit.at >= ${after} and visit.at < ${before}`;

/** Who came in past a counter at a gate. */
export const gatePassed = ({ after, before }: FactSpan) => sql`
  select library_id, counted_at as at, null::date as on_day, came_in as n
  from gate_count where counted_at >= ${after} and counted_at < ${before}`;
