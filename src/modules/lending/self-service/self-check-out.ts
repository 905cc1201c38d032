import type { Actor, Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Secrets } from '#platform/rights/secrets';
import type { OfferedLoan, SelfLoan } from './client.ts';
import { selfServiceErrors } from './errors.ts';
import { lendToReader, tryForReader } from './lend-to-reader.ts';
import { isPresent } from './presence.ts';
import { selfLoanInput, type Evidence, type SelfLoanInput } from './schema.ts';
import { selfServiceRuleOf } from './settings.ts';

type Member = Extract<Actor, { kind: 'member' }>;

/** The member who is signed in, where this library lets readers lend by phone and they are in it. */
async function readerInside(ctx: Ctx, secrets: Secrets, libraryId: number, evidence: Evidence): Promise<Member> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  const rule = await selfServiceRuleOf(ctx.db, libraryId);
  if (!rule.phone) throw selfServiceErrors.notOffered();
  if (!(await isPresent(ctx, secrets, libraryId, evidence))) throw selfServiceErrors.presenceNeeded();
  return actor;
}

/**
 * Lends a copy to the member who is signed in, by phone, in the library. All rules of the desk apply; what the desk could decide
 * otherwise is refused and left to it.
 * Throws `platform.sign_in_needed`, `self_service.not_offered`, `presence_needed` and the other codes of errors.ts.
 */
export async function selfCheckOut(ctx: Ctx, secrets: Secrets, input: SelfLoanInput): Promise<SelfLoan> {
  const { libraryId, itemBarcode, evidence, requestKey } = parseInput(selfLoanInput, input);
  const { number: memberNumber } = await readerInside(ctx, secrets, libraryId, evidence);
  return ctx.db
    .transaction()
    .execute(async (trx) => lendToReader(trx, ctx, { memberNumber, libraryId, via: 'phone', itemBarcode, requestKey }));
}

/** The title and the due date of a copy before it is lent, or the refusal that the loan would meet. Writes nothing. */
export async function offerSelfLoan(
  ctx: Ctx,
  secrets: Secrets,
  input: Omit<SelfLoanInput, 'requestKey'>,
): Promise<OfferedLoan> {
  const { libraryId, itemBarcode, evidence } = parseInput(selfLoanInput, { ...input, requestKey: null });
  const { number: memberNumber } = await readerInside(ctx, secrets, libraryId, evidence);
  const [tried] = await tryForReader(ctx, { memberNumber, libraryId, via: 'phone' }, [itemBarcode]);
  if (!tried) throw new Error('one copy was tried, and nothing came of it');
  if ('refused' in tried) throw tried.refused;
  return tried.offered;
}
