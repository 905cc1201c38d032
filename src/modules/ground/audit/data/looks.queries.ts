import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Until when this account has read; null = it never said so. */
export async function findLook(db: Db, accountId: number): Promise<Date | null> {
  const row = await db
    .selectFrom('auditLook')
    .select('lookedUntil')
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return row?.lookedUntil ?? null;
}

/** Two windows at once: the later one counts, unless it was noted by a clock that has been set back since. */
export async function saveLook(db: Db, accountId: number, { until, now }: { until: Date; now: Date }): Promise<void> {
  await db
    .insertInto('auditLook')
    .values({ accountId, lookedUntil: until })
    .onConflict((conflict) =>
      conflict.column('accountId').doUpdateSet({
        lookedUntil: sql`case when audit_look.looked_until > ${now} then excluded.looked_until
          else greatest(audit_look.looked_until, excluded.looked_until) end`,
      }),
    )
    .execute();
}

export interface KindCount {
  entity: string;
  count: number;
}

interface Asked {
  entities: readonly string[];
  /** Also events whose actions begin so, of whatever kind. */
  actions: string;
  from: Date;
  to: Date;
  libraries: 'all' | readonly number[];
}

/**
 * How many events of these kinds of things there are from one instant on and before another, the most first. The kinds stand in the text
 * itself: the index that has these alone serves a plan that is kept as well.
 */
export async function countKinds(db: Db, { entities, actions, from, to, libraries }: Asked): Promise<KindCount[]> {
  let query = db
    .selectFrom('auditEvent')
    .select((eb) => ['entity', eb.fn.countAll<number>().as('count')])
    .where(
      sql<boolean>`(entity in (${sql.join(entities.map((entity) => sql.lit(entity)))}) or starts_with(action, ${sql.lit(actions)}))`,
    )
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy('entity')
    .orderBy('count', 'desc')
    .orderBy('entity');
  if (libraries !== 'all') query = query.where('libraryId', 'in', libraries.length > 0 ? [...libraries] : [-1]);
  return query.execute();
}
