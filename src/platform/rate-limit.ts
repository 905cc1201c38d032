import { sql } from 'kysely';
import type { Ctx } from './context.ts';
import { platformErrors } from './errors.ts';

/**
 * Counts one attempt and refuses (`platform.too_many_requests`, 429) when a key has had more than `limit` in the window.
 * @param key what is counted, e.g. `sign-in:192.0.2.7`
 */
export async function countAttempt(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  key: string,
  rule: { limit: number; windowSeconds: number },
): Promise<void> {
  const now = ctx.clock.now();
  const windowStart = new Date(now.getTime() - rule.windowSeconds * 1000);
  const row = await ctx.db
    .insertInto('rateLimit')
    .values({ key, windowStart: now, hits: 1 })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        hits: sql`case when rate_limit.window_start < ${windowStart} then 1 else rate_limit.hits + 1 end`,
        windowStart: sql`case when rate_limit.window_start < ${windowStart} then ${now} else rate_limit.window_start end`,
      }),
    )
    .returning(['hits', 'windowStart'])
    .executeTakeFirstOrThrow();
  if (row.hits > rule.limit) {
    const until = row.windowStart.getTime() + rule.windowSeconds * 1000;
    throw platformErrors.tooManyRequests({ seconds: Math.max(1, Math.ceil((until - now.getTime()) / 1000)) });
  }
}

/** Forgets the attempts of a key, after it has succeeded. */
export async function forgetAttempts(ctx: Pick<Ctx, 'db'>, key: string): Promise<void> {
  await ctx.db.deleteFrom('rateLimit').where('key', '=', key).execute();
}
