import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Figures, Interim } from '../rules/disclosure.ts';

/** Figures that are kept of a placement while answers come; null = none yet. */
export async function findInterim(db: Db | Tx, placementId: number): Promise<Interim | null> {
  const row = await db
    .selectFrom('questionnaireInterim')
    .select([sql<Figures>`waiting`.as('waiting'), sql<Figures | null>`shown`.as('shown')])
    .where('placementId', '=', placementId)
    .executeTakeFirst();
  return row ?? null;
}

export async function upsertInterim(trx: Tx, placementId: number, { waiting, shown }: Interim): Promise<void> {
  const values = {
    waitingN: waiting.n,
    waiting: JSON.stringify(waiting),
    shownN: shown?.n ?? null,
    shown: shown && JSON.stringify(shown),
  };
  await trx
    .insertInto('questionnaireInterim')
    .values({ placementId, ...values })
    .onConflict((conflict) => conflict.column('placementId').doUpdateSet(values))
    .execute();
}

/** Placements without names that take answers, of which five and more came since their figures were made. */
export async function selectToRefresh(db: Db | Tx, least: number, now: Date): Promise<number[]> {
  const query = sql<{ id: number }>`select p.id from questionnaire_placement p
    left join questionnaire_interim i on i.placement_id = p.id
    where p.privacy <> 'named' and p.closed_at is null and p.opens_at <= ${now}::timestamptz
      and (p.closes_at is null or coalesce(p.paper_until, p.closes_at) > ${now}::timestamptz or p.pair_id is not null)
      and (select count(*) from questionnaire_response r where r.placement_id = p.id) >= coalesce(i.waiting_n, 0) + ${least}
    order by p.id`;
  return (await query.execute(db)).rows.map(({ id }) => id);
}
