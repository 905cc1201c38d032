import type { Ctx } from '#platform/context';
import { countAttempt, networkOf, refuseSpent, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import { findClassByCode, type ClassRow } from '../data/classes.queries.ts';
import { classErrors } from '../errors.ts';
import { readCode } from '../rules/codes.ts';

/**
 * The class that learns under a code. Wrong codes count against the address, behind which a whole school may stand; right ones do not, so that a
 * class comes in at once. Throws `classes.code_unknown`, `platform.too_many_requests` after too many wrong ones.
 */
export async function classOfCode(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { code, ip }: { code: string; ip: string | null },
): Promise<ClassRow> {
  const key = ip === null ? null : `class-code:ip:${networkOf(ip)}`;
  if (key !== null) await refuseSpent(ctx, key, SHARED_ADDRESS);
  const read = readCode(code);
  const found = read === null ? undefined : await findClassByCode(ctx.db, read);
  if (found?.state === 'active') return found;
  // the code of a class that has ended was a right one
  if (key !== null && !found) await countAttempt(ctx, key, SHARED_ADDRESS);
  throw classErrors.codeUnknown({}, { code: 'unknown' });
}
