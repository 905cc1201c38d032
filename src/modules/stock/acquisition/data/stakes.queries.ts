import { sql } from 'kysely';

/** Orders that are under way, by the libraries for which they are. */
export const ordersUnderWay = sql`select distinct o.id, l.library_id, 'orders' as what, null::timestamptz as until
  from purchase_order o join purchase_order_line l on l.order_id = o.id
  where o.status in ('draft', 'ordered', 'partly_received')`;

/** Records of which copies are ordered. */
export const copiesExpected = sql`select l.bib_id, l.library_id, 'expected' as what, null::timestamptz as until
  from purchase_order_line l join purchase_order o on o.id = l.order_id
  where o.status in ('draft', 'ordered', 'partly_received')`;
