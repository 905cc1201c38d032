import { isIP } from 'node:net';
import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import { AppError, platformErrors } from '../errors.ts';

/**
 * Counts one attempt and refuses (`platform.too_many_requests`, 429) when a key has had more than `limit` in the window. A window that begins
 * further ahead than it is long was counted by a clock that has been set back since: it is over.
 * @param key what is counted, e.g. `sign-in:192.0.2.7`
 */
export async function countAttempt(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  key: string,
  rule: { limit: number; windowSeconds: number },
): Promise<void> {
  const now = ctx.clock.now();
  const windowStart = new Date(now.getTime() - rule.windowSeconds * 1000);
  const until = new Date(now.getTime() + rule.windowSeconds * 1000);
  const over = sql<boolean>`(rate_limit.window_start < ${windowStart} or rate_limit.window_start > ${until})`;
  const row = await ctx.db
    .insertInto('rateLimit')
    .values({ key, windowStart: now, hits: 1, until })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        hits: sql`case when ${over} then 1 else rate_limit.hits + 1 end`,
        windowStart: sql`case when ${over} then ${now} else rate_limit.window_start end`,
        until: sql`case when ${over} then ${until} else rate_limit.until end`,
      }),
    )
    .returning(['hits', 'windowStart'])
    .executeTakeFirstOrThrow();
  if (row.hits > rule.limit) {
    const until = row.windowStart.getTime() + rule.windowSeconds * 1000;
    throw platformErrors.tooManyRequests({ seconds: Math.max(1, Math.ceil((until - now.getTime()) / 1000)) });
  }
}

/** Counts one attempt as {@link countAttempt} does. @returns false where it refuses */
export async function mayAttempt(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  key: string,
  rule: { limit: number; windowSeconds: number },
): Promise<boolean> {
  try {
    await countAttempt(ctx, key, rule);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'platform.too_many_requests') return false;
    throw error;
  }
}

/** Refuses as {@link countAttempt} once a key has had all of its attempts, and counts none. */
export async function refuseSpent(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  key: string,
  rule: { limit: number; windowSeconds: number },
): Promise<void> {
  const now = ctx.clock.now();
  const length = rule.windowSeconds * 1000;
  const row = await ctx.db
    .selectFrom('rateLimit')
    .select('windowStart')
    .where('key', '=', key)
    .where('hits', '>=', rule.limit)
    .where('windowStart', '>=', new Date(now.getTime() - length))
    .where('windowStart', '<=', new Date(now.getTime() + length))
    .executeTakeFirst();
  if (!row) return;
  const left = row.windowStart.getTime() + length - now.getTime();
  throw platformErrors.tooManyRequests({ seconds: Math.max(1, Math.ceil(left / 1000)) });
}

/**
 * What one address of the internet may do in an hour where many people stand behind one: a mobile carrier puts a town behind an address, a
 * school its pupils. Who sends more is a machine; one person is held by what they themselves leave (their number, contact, ticket).
 */
export const SHARED_ADDRESS = { limit: 2000, windowSeconds: 3600 };

/**
 * The part of a client's address that one person cannot change at will, for keys of {@link countAttempt}: an IPv4 address whole, of an
 * IPv6 one the /64 that a home or a phone is given.
 */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '').split('%', 1)[0] ?? '';
  if (isIP(plain) !== 6) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const last = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - groups.length - last.length - (plain.includes('.') ? 1 : 0);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...last];
  return `${all
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** Forgets the attempts of a key, after it has succeeded. */
export async function forgetAttempts(ctx: Pick<Ctx, 'db'>, key: string): Promise<void> {
  await ctx.db.deleteFrom('rateLimit').where('key', '=', key).execute();
}

/** No window is longer; what begins later than this ahead was counted by a clock that went wrong. */
const LONGEST_WINDOW = 86_400_000;

/** Sweeps what no longer counts. @returns how many keys went */
export async function sweepAttempts(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<number> {
  const now = ctx.clock.now();
  const { numDeletedRows } = await ctx.db
    .deleteFrom('rateLimit')
    .where((eb) => eb.or([eb('until', '<', now), eb('windowStart', '>', new Date(now.getTime() + LONGEST_WINDOW))]))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
