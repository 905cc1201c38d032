import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** What was sent, each message once, however many pieces of news it told. The address of a guest is taken out when it is sent, and with it the channel. */
export const messagesSent = ({ after, before }: FactSpan) => sql`
  select library_id, finished_at as at, null::date as on_day, 1 as n, channel
  from delivery where state = 'sent' and finished_at >= ${after} and finished_at < ${before}
  union all
  select library_id, finished_at, null::date, 1, null
  from guest_message where state = 'sent' and finished_at >= ${after} and finished_at < ${before}`;
