import { readCertificate } from '#modules/community/certificates';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { deleteWorkshop, insertWorkshop } from '../data/workshops.queries.ts';
import { studyHourErrors } from '../errors.ts';
import { isSameName } from '../rules/same-name.ts';
import { workshopInput, type WorkshopInput } from '../schema.ts';
import { checkIncluded } from './add-entry.ts';
import { ownAccount } from './own-account.ts';

/**
 * Shows the certificate of a workshop of ours by its code, so that its hours count: participants enrol as guests or members, and nothing but the
 * paper says which account is theirs. It has to be in their name, and counts for one person. Throws `platform.sign_in_needed`, `invalid_input`,
 * `too_many_requests`, `certificates.not_found`, `study_hours.revoked`, `not_workshop`, `other_name`, `shown`, `not_finished`.
 * @param ip from where it is asked: nobody may try all codes @returns by which it is taken out again
 */
export async function showWorkshop(ctx: Ctx, input: WorkshopInput, ip: string): Promise<number> {
  const own = await ownAccount(ctx);
  const { code, courseId } = parseInput(workshopInput, input);
  const paper = await readCertificate(ctx, code, ip);
  if (paper.isRevoked) throw studyHourErrors.revoked({}, { code: 'invalid' });
  // who spoke taught there: what is counted here was learnt
  if (paper.subject !== null || paper.role !== 'participant' || paper.jp <= 0)
    throw studyHourErrors.notWorkshop({}, { code: 'invalid' });
  if (!isSameName(paper.name, own.name)) throw studyHourErrors.otherName({}, { code: 'invalid' });
  const about = { entity: 'certificate', entityId: paper.id, libraryId: own.library.id };
  await ctx.db.transaction().execute(async (trx) => {
    await checkIncluded(trx, courseId, own);
    const row = { certificateId: paper.id, accountId: own.id, courseId, shownAt: ctx.clock.now() };
    if (!(await insertWorkshop(trx, row))) throw studyHourErrors.shown({}, { code: 'taken' });
    await recordAudit(trx, ctx, { action: 'study_hour_workshop.shown', ...about, after: { number: paper.number } });
  });
  return paper.id;
}

/** Takes a workshop out of what was learnt; its certificate stays. Throws `platform.sign_in_needed`, `study_hours.not_found`. */
export async function takeOutWorkshop(ctx: Ctx, certificateId: number): Promise<void> {
  const own = await ownAccount(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await deleteWorkshop(trx, certificateId, own.id))) throw studyHourErrors.notFound();
    await recordAudit(trx, ctx, {
      ...{ action: 'study_hour_workshop.taken_out', entity: 'certificate', entityId: certificateId },
      libraryId: own.library.id,
    });
  });
}
