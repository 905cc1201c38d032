import { revokeServiceCertificate } from '#modules/community/certificates';
import type { Ctx } from '#platform/context';
import { selectPapers } from '../data/papers.queries.ts';
import { lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { looksAfter } from '../people/held-volunteer.ts';
import { withdrawPaperNews } from '../tell.ts';

/**
 * Takes a certificate of hours back, with a reason: whoever checks it is told, its days can stand on another, and who was not told of it yet is not. Needs `volunteers.manage` at the
 * library of the volunteer. Throws `volunteers.not_found`, `paper_not_found`, `certificates.already_revoked`, `platform.invalid_input`.
 */
export async function takeBackPaper(
  ctx: Ctx,
  volunteerId: number,
  { code, reason }: { code: string; reason: string },
): Promise<void> {
  await looksAfter(ctx, volunteerId);
  await ctx.db.transaction().execute(async (trx) => {
    await lockVolunteer(trx, volunteerId);
    const isTheirs = (await selectPapers(trx, volunteerId)).some((one) => one.code === code);
    if (!isTheirs) throw volunteerErrors.paperNotFound();
    await revokeServiceCertificate(trx, ctx, code, { reason });
    await withdrawPaperNews(trx, ctx, { volunteerId, code });
  });
}
