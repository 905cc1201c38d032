import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';
import { ageGroup } from './reading-links.queries.ts';

/** What a copy is: `class` the main class (first figure of the DDC), `bib` its record, `item_type`. */
const thing = sql`substring(bib.ddc from '^[0-9]') as class, bib.id::text as bib, item.item_type`;
const joinThing = sql`join item on item.id = loan.item_id join bib on bib.id = item.bib_id`;

/** Loans by the library that lent. Of a loan that was cut from its reader the category, age group and sex of that day stay. */
export const loansLent = ({ after, before }: FactSpan) => sql`
  select loan.library_id, loan.loaned_at as at, null::date as on_day, 1 as n, ${thing},
    loan.member_id as person, member_category.code as category, coalesce(loan.reader_age_group, ${ageGroup})::text as age,
    coalesce(loan.reader_sex, member.sex) as sex, member.kelurahan
  from loan join library on library.id = loan.library_id ${joinThing}
  left join member on member.id = loan.member_id
  left join member_category on member_category.id = coalesce(loan.reader_category_id, member.category_id)
  where loan.loaned_at >= ${after} and loan.loaned_at < ${before}`;

/** What came back, by the library that took it. */
export const loansReturned = ({ after, before }: FactSpan) => sql`
  select coalesce(loan.return_library_id, loan.library_id) as library_id, loan.returned_at as at, null::date as on_day, 1 as n,
    ${thing}, (loan.returned_at > loan.due_at)::text as late
  from loan ${joinThing}
  where loan.returned_at >= ${after} and loan.returned_at < ${before}`;

/** Renewals, by the library that had lent. */
export const loansRenewed = ({ after, before }: FactSpan) => sql`
  select loan.library_id, renewal.renewed_at as at, null::date as on_day, 1 as n, renewal.automatic::text as automatic
  from loan_renewal renewal join loan on loan.id = renewal.loan_id
  where renewal.renewed_at >= ${after} and renewal.renewed_at < ${before}`;

/** Copies that were found read in the house, by nobody in particular. */
export const copiesReadInHouse = ({ after, before }: FactSpan) => sql`
  select reading.library_id, reading.counted_at as at, null::date as on_day, 1 as n,
    substring(bib.ddc from '^[0-9]') as class, reading.item_type
  from reading_use reading join item on item.id = reading.item_id join bib on bib.id = item.bib_id
  where reading.counted_at >= ${after} and reading.counted_at < ${before}`;

/** Holds by the library where they are to be collected; by main class, for the queue of one title is one of few readers. */
export const holdsPlaced = ({ after, before }: FactSpan) => sql`
  select hold.pickup_library_id as library_id, hold.placed_at as at, null::date as on_day, 1 as n,
    substring(bib.ddc from '^[0-9]') as class
  from hold join bib on bib.id = hold.bib_id
  where hold.placed_at >= ${after} and hold.placed_at < ${before}`;

/** Holds that were collected. */
export const holdsCollected = ({ after, before }: FactSpan) => sql`
  select hold.pickup_library_id as library_id, hold.ended_at as at, null::date as on_day, 1 as n,
    substring(bib.ddc from '^[0-9]') as class
  from hold join bib on bib.id = hold.bib_id
  where hold.status = 'collected' and hold.ended_at >= ${after} and hold.ended_at < ${before}`;

/** Copies that came from another library, by the library where they arrived. */
export const copiesMoved = ({ after, before }: FactSpan) => sql`
  select to_library_id as library_id, received_at as at, null::date as on_day, 1 as n, reason
  from transit where received_at >= ${after} and received_at < ${before}`;
