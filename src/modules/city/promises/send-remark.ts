import { randomBytes } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { isSolved, makeChallenge } from '#platform/requests/proof-of-work';
import { countAttempt, networkOf, SHARED_ADDRESS } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import { insertRemark } from './data/remarks.queries.ts';
import { isOffered } from './data/standards.queries.ts';
import { promiseErrors } from './errors.ts';
import { remarkInput, type RemarkInput } from './schema.ts';

/** Who solved no riddle may be a machine. */
const UNPROVEN_PER_ADDRESS = { limit: 30, windowSeconds: 3600 };

const formOf = (token: string): string => `maklumat:${token}`;

/** A form of its own for who is about to say something: its token, and the riddle that a browser with JavaScript solves meanwhile. */
export async function remarkForm(ctx: Pick<Ctx, 'clock'>, secrets: Secrets) {
  const token = randomBytes(18).toString('base64url');
  return { token, challenge: await makeChallenge(ctx, secrets, formOf(token)) };
}

/**
 * Anybody says something of the promises; nothing is kept of who it was. Without the riddle solved fewer are taken from one address. A form sent
 * twice is one remark. Throws `platform.too_many_requests`, `platform.invalid_input`, `promises.standard_not_found`.
 */
export async function sendRemark(
  ctx: Ctx,
  secrets: Secrets,
  { token, proof, ip, ...input }: RemarkInput & { token: string; proof: string; ip: string },
): Promise<void> {
  const remark = parseInput(remarkInput, input);
  if (!/^[A-Za-z0-9_-]{20,60}$/.test(token)) throw platformErrors.invalidInput({}, { token: 'invalid' });
  await countAttempt(ctx, `promise-remark:${networkOf(ip)}`, SHARED_ADDRESS);
  const proven = await isSolved(ctx, secrets, formOf(token), proof);
  if (!proven) await countAttempt(ctx, `promise-remark-unproven:${networkOf(ip)}`, UNPROVEN_PER_ADDRESS);
  await ctx.db.transaction().execute(async (trx) => {
    if (remark.standardId !== null && !(await isOffered(trx, remark.standardId)))
      throw promiseErrors.standardNotFound({}, { standardId: 'unknown' });
    const id = await insertRemark(trx, { ...remark, token, proven, createdAt: ctx.clock.now() });
    if (id === null) return;
    // nobody is named in the trace: who is signed in says it without a name too
    const nameless: Ctx = { ...ctx, actor: { kind: 'anonymous' } };
    await recordAudit(trx, nameless, {
      ...{ action: 'promise_remark.made', entity: 'promise_remark', entityId: id },
      after: { standardId: remark.standardId, proven },
    });
  });
}
