import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/**
 * Who came, each head once; of a group's heads children and adults are known apart. Nobody knows who guests are, but those who are of one kind
 * (age, sex, occupation, where from) and came on one day are several: the first of each day may be one person, the second another.
 */
export const peopleCame = ({ after, before }: FactSpan) => sql`
  select head.library_id, head.at, null::date as on_day, 1 as n, head.way, head.purpose, head.age, head.sex, head.occupation,
    head.category, head.kelurahan, head.kecamatan,
    case when head.way = 'member' then head.member_id else -row_number() over (partition by head.way = 'member', head.library_id,
      head.day, head.age, head.sex, head.occupation, head.category, head.kelurahan, head.kecamatan order by head.at) end as person
  from (
    select visit.library_id, visit.at, visit.kind as way, visit.purpose, visit.member_id, heads.age, heads.sex,
      visit.occupation, visit.member_category as category, visit.kelurahan, visit.kecamatan, (visit.at at time zone library.time_zone)::date as day
    from visit join library on library.id = visit.library_id cross join lateral (
      select visit.age_group as age, visit.sex, 1 as people where visit.kind <> 'group'
      union all select 'anak', 'P', visit.girls where visit.girls > 0
      union all select 'anak', 'L', visit.boys where visit.boys > 0
      union all select 'dewasa', 'P', visit.women where visit.women > 0
      union all select 'dewasa', 'L', visit.men where visit.men > 0
      union all select 'dewasa', null, visit.companions where visit.companions > 0
    ) heads cross join lateral generate_series(1, heads.people)
    where visit.at >= ${after} and visit.at < ${before}
  ) head`;

/** Who came in past a counter at a gate. */
export const gatePassed = ({ after, before }: FactSpan) => sql`
  select library_id, counted_at as at, null::date as on_day, came_in as n
  from gate_count where counted_at >= ${after} and counted_at < ${before}`;
