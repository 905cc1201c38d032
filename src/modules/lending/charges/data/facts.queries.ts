import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';
import { CHARGE_KINDS } from '../client.ts';

/** What was charged, less what was corrected of it on the day of the correction: of the kind that was wrong. Whole rupiah. */
export const charged = ({ after, before }: FactSpan) => sql`
  select line.library_id, line.at, null::date as on_day, line.amount as n,
    case line.kind when 'correction' then (select wrong.kind from charge_line wrong where wrong.id = line.of_line_id) else line.kind end as charge
  from charge_line line
  where line.at >= ${after} and line.at < ${before}
    and line.kind in (${sql.join([...CHARGE_KINDS, 'correction'].map((kind) => sql.lit(kind)))})`;

/** Money that came in, less what was given or taken back, in the cash of its day. Whole rupiah. */
export const paid = ({ from, to }: FactSpan) => sql`
  select library_id, null::timestamptz as at, cash_day as on_day, -amount as n, method
  from charge_line
  where cash_day between ${from}::date and ${to}::date and kind in ('payment', 'refund', 'void')`;

/** What was forgiven or given up. Whole rupiah. */
export const forgiven = ({ after, before }: FactSpan) => sql`
  select library_id, at, null::date as on_day, -amount as n, kind as way
  from charge_line
  where at >= ${after} and at < ${before} and kind in ('waive', 'write_off')`;
