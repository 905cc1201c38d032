import { actorName, type Ctx } from '#platform/context';
import { nextNumber } from '#platform/database/counters';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary, getSettings } from '#modules/ground/libraries';
import { formatDate, localDate } from '#shared/dates';
import { numberScope, renderNumber } from '#shared/number-pattern';
import { insertCertificate } from './data/certificates.queries.ts';
import { lockHolder, selectHeld, type CertificateHolder } from './data/held.queries.ts';
import { certificateErrors } from './errors.ts';
import { newCode, PATTERN } from './issue-certificates.ts';
import type { CertificateContent, CourseBasis } from './rules/content.ts';

export type { CertificateHolder } from './data/held.queries.ts';

/** What somebody finished. */
interface Finished {
  /** By which whoever has it issued finds it again, and by which nobody gets two. */
  subject: string;
  holder: CertificateHolder;
  /** Which library issues it. */
  libraryId: number;
  /** The true name. */
  name: string;
  title: string;
  finishedOn: string;
  jp: number;
  lessons: readonly string[];
}

/**
 * Issues the certificate of a course that somebody finished, in the transaction of the caller, who has checked that they did. Whoever has one
 * that holds is given that. Signed as letters of the network are. Refuses `certificates.already_revoked` where theirs was taken back: nobody gives
 * it to themselves a second time. @param how `again`: whoever may take certificates back gives another, under a number of its own @returns its code
 */
export async function issueHeldCertificate(
  trx: Tx,
  ctx: Ctx,
  finished: Finished,
  how: { again: boolean } = { again: false },
): Promise<{ code: string }> {
  const { subject, holder, libraryId, name } = finished;
  await lockHolder(trx, subject, holder);
  const had = await selectHeld(trx, subject, holder);
  const holds = had.find(({ revokedAt }) => revokedAt === null);
  if (holds) return { code: holds.code };
  if (had.length > 0 && !how.again) throw certificateErrors.alreadyRevoked();
  const now = ctx.clock.now();
  const library = await getLibrary({ db: trx }, libraryId);
  const today = localDate(now, library.timeZone);
  const given = { date: today, values: { code: library.code } };
  const number = renderNumber(PATTERN, given, await nextNumber(trx, 'certificate', numberScope(PATTERN, given)));
  const code = newCode();
  const basis: CourseBasis = { finished: { on: finished.finishedOn, lessons: finished.lessons.length } };
  const id = await insertCertificate(trx, {
    ...{ subject, ...holder, libraryId, number, code, issuedAt: now },
    content: JSON.stringify(await contentOf(trx, finished, { library, today })),
    basis: JSON.stringify(basis),
    // whoever takes it stands on it already, and is nobody who issues
    issuedBy: how.again ? actorName(ctx.actor) : library.name,
  });
  await recordAudit(trx, ctx, {
    ...{
      action: how.again ? 'course_certificate.issued_again' : 'course_certificate.issued',
      entity: 'certificate',
      entityId: id,
      libraryId,
    },
    ...(how.again && { before: { number: had[0]?.number ?? '' } }),
    after: { number, subject },
  });
  return { code };

  async function contentOf(
    db: Tx,
    { title, finishedOn, jp, lessons }: Finished,
    at: { library: { name: string; city: string | null }; today: string },
  ): Promise<CertificateContent> {
    const { letterhead } = await getSettings(db);
    const office = letterhead.signOffice || `Kepala ${at.library.name}`;
    return {
      head: [letterhead.parent, letterhead.office || at.library.name].filter(Boolean).join(' · '),
      ...{ name, institution: '', program: title },
      role: 'participant',
      placeAndDays: `belajar mandiri, selesai ${formatDate(finishedOn, 'id')}`,
      ...{ startsOn: finishedOn, endsOn: finishedOn, library: at.library.name, jp },
      materials: lessons.map((lesson) => ({ title: lesson, speakers: '', jp: 0 })),
      placeDate: `${letterhead.place || at.library.city || at.library.name}, ${formatDate(at.today, 'id')}`,
      signatories: letterhead.signName ? [{ office, name: letterhead.signName, details: letterhead.signDetails }] : [],
    };
  }
}
