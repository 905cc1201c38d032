import { createAccountSession, type StartedSession, type Visitor } from '#modules/ground/identity';
import type { Ctx } from '#platform/context';
import { takePass } from './data/practice.queries.ts';
import { passHash } from './enter-practice.ts';
import { practiceErrors } from './errors.ts';

/** What a pass looks like; anything else is none. */
const PASS = /^[\w-]{32}$/;

/**
 * In the practice space: signs in as the trainee of the place to which a pass belongs, once. In a real network there are no passes. Throws
 * `practice.pass_unknown`.
 */
export async function usePass(ctx: Ctx, token: string, visitor: Visitor): Promise<StartedSession> {
  if (!PASS.test(token)) throw practiceErrors.passUnknown();
  return ctx.db.transaction().execute(async (trx) => {
    const accountId = await takePass(trx, passHash(token), ctx.clock.now());
    if (accountId === undefined) throw practiceErrors.passUnknown();
    return createAccountSession(trx, ctx, { accountId, ...visitor });
  });
}
