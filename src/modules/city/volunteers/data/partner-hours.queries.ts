import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PartnerHours } from '../client.ts';

/** Who volunteers for a partner now, and who came for it and how long between two instants. */
export async function sumOfPartner(
  db: Db | Tx,
  partnerId: number,
  { after, before }: { after: Date; before: Date },
): Promise<PartnerHours> {
  const query = sql<PartnerHours>`select
      (select count(*)::integer from volunteer where partner_id = ${partnerId} and state = 'active') as active,
      count(distinct p.volunteer_id)::integer as people,
      coalesce(sum(floor(extract(epoch from p.left_at - p.came_at) / 60)), 0)::integer as minutes
    from volunteer_place p
    where p.partner_id = ${partnerId} and p.left_at is not null and p.came_at >= ${after} and p.came_at < ${before}`;
  return (await query.execute(db)).rows[0] ?? { active: 0, people: 0, minutes: 0 };
}

/** All that somebody gave so far was for a partner, in samples. */
export async function giveHoursTo(trx: Tx, volunteerId: number, partnerId: number): Promise<void> {
  await sql`update volunteer_place set partner_id = ${partnerId} where volunteer_id = ${volunteerId} and came_at is not null`.execute(
    trx,
  );
}
