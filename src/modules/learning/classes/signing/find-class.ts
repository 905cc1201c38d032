import type { Ctx } from '#platform/context';
import { countAttempt, networkOf, refuseSpent } from '#platform/requests/rate-limit';
import { findClassByCode, type ClassRow } from '../data/classes.queries.ts';
import { classErrors } from '../errors.ts';
import { readCode } from '../rules/codes.ts';

/**
 * Wrong codes of one address: a school stands behind one, and each of its pupils may mistype a few times. Right ones are not counted, so that a
 * class comes in at once.
 */
const WRONG_CODES = { limit: 120, windowSeconds: 3600 };

/** The class that learns under a code. Throws `classes.code_unknown`, `platform.too_many_requests` after too many wrong ones. */
export async function classOfCode(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { code, ip }: { code: string; ip: string | null },
): Promise<ClassRow> {
  const key = ip === null ? null : `class-code:ip:${networkOf(ip)}`;
  if (key !== null) await refuseSpent(ctx, key, WRONG_CODES);
  const read = readCode(code);
  const found = read === null ? undefined : await findClassByCode(ctx.db, read);
  if (found?.state === 'active') return found;
  if (key !== null) await countAttempt(ctx, key, WRONG_CODES);
  throw classErrors.codeUnknown({}, { code: 'unknown' });
}
