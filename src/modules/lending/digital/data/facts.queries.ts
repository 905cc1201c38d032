import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** Licensed files that were borrowed, of the whole network; by main class, for a title with one copy would be the loan of one reader. */
export const filesBorrowed = ({ after, before }: FactSpan) => sql`
  select null::bigint as library_id, loan.borrowed_at as at, null::date as on_day, 1 as n,
    substring(bib.ddc from '^[0-9]') as class
  from digital_loan loan join attachment on attachment.id = loan.attachment_id join bib on bib.id = attachment.bib_id
  where loan.borrowed_at >= ${after} and loan.borrowed_at < ${before}`;
