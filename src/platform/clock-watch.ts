import { sql, type RawBuilder } from 'kysely';
import type { Clock } from './clock.ts';
import type { Db, Tx } from './database/db.ts';

/** The clock went from one instant to another at a step, and nobody has said yet that the other one is right. */
export interface ClockJump {
  from: Date;
  to: Date;
}

const jumpOf = (row: { jumpedFrom: Date | null; jumpedTo: Date | null } | undefined): ClockJump | null =>
  row?.jumpedFrom && row.jumpedTo ? { from: row.jumpedFrom, to: row.jumpedTo } : null;

/**
 * Keeps the present instant beside the last one that was seen. A step of more than a day, forward or back, is kept until a person accepts
 * it: a battery that died, a year that was mistyped, a backup of last month, or a machine that was off. Which of them it was nobody can tell
 * from here, and what is erased by a wrong date does not come back.
 * @returns the jump that waits for a person, if there is one
 */
export async function watchClock({ db, clock }: { db: Db; clock: Clock }): Promise<ClockJump | null> {
  const now = clock.now();
  const jumped = sql<boolean>`clock_watch.jumped_from is null
    and abs(extract(epoch from excluded.seen_at - clock_watch.seen_at)) > 86400`;
  const row = await db
    .insertInto('clockWatch')
    .values({ seenAt: now })
    .onConflict((conflict) =>
      conflict.column('onlyOne').doUpdateSet({
        seenAt: now,
        jumpedFrom: sql`case when ${jumped} then clock_watch.seen_at else clock_watch.jumped_from end`,
        jumpedTo: sql`case when ${jumped} then excluded.seen_at else clock_watch.jumped_to end`,
      }),
    )
    .returning(['jumpedFrom', 'jumpedTo'])
    .executeTakeFirstOrThrow();
  const jump = jumpOf(row);
  if (jump?.to.getTime() === now.getTime()) {
    process.stderr.write(
      `clock: it went from ${jump.from.toISOString()} to ${jump.to.toISOString()}; nothing is erased and nothing ends by the clock until somebody accepts the date at /staf/masa-simpan\n`,
    );
  }
  return jump;
}

/** The jump that waits for a person, without looking at the clock. */
export const waitingJump = async (db: Db | Tx): Promise<ClockJump | null> =>
  jumpOf(await db.selectFrom('clockWatch').select(['jumpedFrom', 'jumpedTo']).executeTakeFirst());

/**
 * Until when it is certain that time has passed, within a query: the present instant, or the one from which the clock jumped while nobody has
 * accepted the other. For what becomes visible when something has ended.
 */
export const certainInstant = (now: Date): RawBuilder<Date> =>
  sql<Date>`least(${now}::timestamptz, (select jumped_from from clock_watch))`;

/** A person has said that the date is right. @returns the jump that had waited */
export async function acceptClock(trx: Tx, now: Date): Promise<ClockJump | null> {
  const row = await trx.selectFrom('clockWatch').select(['jumpedFrom', 'jumpedTo']).forUpdate().executeTakeFirst();
  await trx.updateTable('clockWatch').set({ seenAt: now, jumpedFrom: null, jumpedTo: null }).execute();
  return jumpOf(row);
}

/**
 * For jobs that erase, or end something for good: the work is done only while the clock can be trusted, and waits otherwise. What ends by
 * the clock is looked for anew each time, so that nothing is missed by waiting.
 * @returns null where it waits
 */
export async function whileClockHolds<T>(
  services: { db: Db; clock: Clock },
  work: () => Promise<T>,
): Promise<T | null> {
  return (await watchClock(services)) ? null : work();
}
