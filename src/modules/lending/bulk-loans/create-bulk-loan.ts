import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { nextNumber } from '#platform/database/counters';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { getLibrary, resolveLibrary, getSetting, type Library } from '#modules/ground/libraries';
import { lockMemberForLoan, noteActivity } from '#modules/people/members';
import { localDate } from '#shared/dates';
import { numberScope, renderNumber } from '#shared/number-pattern';
import { newBoxCode } from './box-code.ts';
import { insertBox, insertBulkLoan, type BoxRow, type NewBulkLoan } from './data/bulk-loans.queries.ts';
import { bulkLoanErrors } from './errors.ts';
import { trace } from './loan-support.ts';
import { bulkLoanInput, type BulkLoanInput } from './schema.ts';

/**
 * Writes an agreement down, with its number and a first box to pack. Needs `bulk_loans.manage` at the library that lends. Refuses
 * `bulk_loans.unknown_member`, `libraries.not_found`.
 * @param libraryId whose copies they will be
 * @returns the id
 */
export async function createBulkLoan(ctx: Ctx, libraryId: number, input: BulkLoanInput): Promise<number> {
  authorize(ctx, 'bulk_loans.manage', libraryId);
  const { receiverLibrary, receiverMember, ...agreed } = parseInput(bulkLoanInput, input);
  const library = await getLibrary(ctx, libraryId);
  const unit = receiverLibrary ? await resolveLibrary(ctx, receiverLibrary, 'receiverLibrary') : null;
  if (unit && (unit.id === libraryId || !unit.active)) {
    throw platformErrors.invalidInput({}, { receiverLibrary: 'invalid' });
  }
  return ctx.db.transaction().execute(async (trx) => {
    // a clearance letter, or the end of the membership, is not written meanwhile
    const member = receiverMember ? await lockMemberForLoan(trx, receiverMember) : null;
    if (receiverMember && member?.status !== 'active') {
      throw bulkLoanErrors.unknownMember({ number: receiverMember }, { receiverMember: 'unknown' });
    }
    if (member?.kind === 'person') throw platformErrors.invalidInput({}, { receiverMember: 'not_institution' });
    if (member) await noteActivity(trx, ctx, member);
    const receiver = { receiverLibraryId: unit?.id ?? null, receiverMemberId: member?.id ?? null };
    return (await writeAgreement(trx, ctx, library, { ...agreed, ...receiver })).id;
  });
}

/** The same inside a transaction that is already open; the receiver is known and locked. */
export async function writeAgreement(
  trx: Tx,
  ctx: Ctx,
  library: Pick<Library, 'id' | 'code' | 'timeZone'>,
  agreed: Omit<NewBulkLoan, 'number' | 'libraryId' | 'createdAt' | 'createdBy'>,
): Promise<{ id: number; box: BoxRow }> {
  const now = ctx.clock.now();
  const pattern = await getSetting(trx, 'bulkLoanPattern');
  const given = { date: localDate(now, library.timeZone), values: { code: library.code } };
  const number = renderNumber(pattern, given, await nextNumber(trx, 'bulk_loan', numberScope(pattern, given)));
  const by = { createdAt: now, createdBy: actorName(ctx.actor) };
  const id = await insertBulkLoan(trx, { ...agreed, ...by, number, libraryId: library.id });
  const box = await insertBox(trx, { bulkLoanId: id, code: newBoxCode(), note: '' });
  await trace(trx, ctx, { id, libraryId: library.id, number }, 'bulk_loan.created', {
    receiverLibraryId: agreed.receiverLibraryId,
    receiverMemberId: agreed.receiverMemberId,
    startsOn: agreed.startsOn,
    dueOn: agreed.dueOn,
  });
  return { id, box };
}
