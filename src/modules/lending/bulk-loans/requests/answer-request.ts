import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { z } from 'zod';
import { writeAgreement } from '../create-bulk-loan.ts';
import { endRequest, lockRequest, type HeldRequest } from '../data/requests.queries.ts';
import { bulkLoanErrors } from '../errors.ts';
import { declineInput } from '../schema.ts';
import { requestEntity } from './ask-box.ts';

async function openRequest(trx: Tx, ctx: Ctx, id: number): Promise<HeldRequest> {
  authorizeAnywhere(ctx, 'bulk_loans.manage');
  const held = await lockRequest(trx, id);
  if (!held) throw bulkLoanErrors.requestNotFound();
  authorize(ctx, 'bulk_loans.manage', held.libraryId);
  if (held.state !== 'asked') throw bulkLoanErrors.requestAnswered();
  return held;
}

/**
 * Takes a request on: its agreement is written down with a first box to pack. Needs `bulk_loans.manage` at the library that is asked. Refuses
 * `bulk_loans.request_not_found`, `request_answered`, and `request_over` where its days have gone or who asked is closed. @returns the id of the bulk loan
 */
export async function acceptRequest(ctx: Ctx, id: number): Promise<number> {
  return ctx.db.transaction().execute(async (trx) => {
    const held = await openRequest(trx, ctx, id);
    const library = await getLibrary({ db: trx }, held.libraryId);
    const today = localDate(ctx.clock.now(), library.timeZone);
    const startsOn = held.startsOn > today ? held.startsOn : today;
    const receiver = await getLibrary({ db: trx }, held.receiverLibraryId);
    if (!receiver.active || held.dueOn < today) throw bulkLoanErrors.requestOver();
    const isMail = z.email().max(200).safeParse(held.contact).success;
    const { id: bulkLoanId } = await writeAgreement(trx, ctx, library, {
      ...{ receiverLibraryId: held.receiverLibraryId, receiverMemberId: null },
      ...{ contactName: held.askedBy.slice(0, 120), purpose: held.purpose },
      ...{ contactPhone: isMail ? '' : held.contact.slice(0, 40), contactEmail: isMail ? held.contact : '' },
      ...{ startsOn, dueOn: held.dueOn },
    });
    await endRequest(trx, id, {
      state: 'accepted',
      ...{ answeredAt: ctx.clock.now(), answeredBy: actorName(ctx.actor), bulkLoanId },
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'bulk_loan_request.accepted', ...requestEntity(held) },
      after: { bulkLoanId },
    });
    return bulkLoanId;
  });
}

/** Says why a box is not packed; whoever asked reads it. Needs and refuses as {@link acceptRequest}, and `platform.invalid_input` without a reason. */
export async function declineRequest(ctx: Ctx, id: number, input: { reason: string }): Promise<void> {
  authorizeAnywhere(ctx, 'bulk_loans.manage');
  const { reason } = parseInput(declineInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await openRequest(trx, ctx, id);
    const by = { answeredAt: ctx.clock.now(), answeredBy: actorName(ctx.actor) };
    await endRequest(trx, id, { state: 'declined', ...by, answer: reason });
    await recordAudit(trx, ctx, {
      ...{ action: 'bulk_loan_request.declined', ...requestEntity(held) },
      after: { reason },
    });
  });
}
