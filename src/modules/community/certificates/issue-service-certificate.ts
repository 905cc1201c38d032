import { actorName, type Ctx } from '#platform/context';
import { nextNumber } from '#platform/database/counters';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary, getSettings } from '#modules/ground/libraries';
import { formatDate, localDate } from '#shared/dates';
import { numberScope, renderNumber } from '#shared/number-pattern';
import { insertCertificate } from './data/certificates.queries.ts';
import { newCode, PATTERN } from './issue-certificates.ts';
import type { CertificateContent, ServiceBasis } from './rules/content.ts';
import { daysInWords } from './rules/days-in-words.ts';

/** What certificates of whoever gave their time are about. Whose they are, knows the module that has them issued, and nobody here. */
const SUBJECT = 'volunteering';

/** How long somebody helped, and at what. */
interface Service extends Pick<ServiceBasis, 'served'> {
  /** Which library issues it. */
  libraryId: number;
  /** The true name. */
  name: string;
  /** Whoever checks it is not told the name: it may be that of a child. */
  isNameless: boolean;
  /** Tasks in one line. */
  tasks: string;
  /** First and last day. */
  fromOn: string;
  untilOn: string;
  /** Whose trace it belongs to; null: of nobody who is a member. */
  memberId: number | null;
}

/**
 * Issues a certificate to somebody who gave their time, in the transaction of the caller, who has checked that they did, that they have none
 * over these days, and who may issue it. Signed as letters of the network are.
 */
export async function issueServiceCertificate(
  trx: Tx,
  ctx: Ctx,
  service: Service,
): Promise<{ id: number; code: string; number: string }> {
  const { libraryId, served, fromOn, untilOn } = service;
  const now = ctx.clock.now();
  const library = await getLibrary({ db: trx }, libraryId);
  const today = localDate(now, library.timeZone);
  const given = { date: today, values: { code: library.code } };
  const number = renderNumber(PATTERN, given, await nextNumber(trx, 'certificate', numberScope(PATTERN, given)));
  const { letterhead } = await getSettings(trx);
  const content: CertificateContent = {
    head: [letterhead.parent, letterhead.office || library.name].filter(Boolean).join(' · '),
    ...{ name: service.name, institution: '', program: service.tasks, role: 'volunteer' },
    placeAndDays: `${library.name}, ${daysInWords(fromOn, untilOn)}`,
    ...{ startsOn: fromOn, endsOn: untilOn, library: library.name, jp: 0, materials: [] },
    placeDate: `${letterhead.place || library.city || library.name}, ${formatDate(today, 'id')}`,
    signatories: letterhead.signName
      ? [
          {
            office: letterhead.signOffice || `Kepala ${library.name}`,
            ...{ name: letterhead.signName, details: letterhead.signDetails },
          },
        ]
      : [],
    ...(service.isNameless && { isNameless: true }),
  };
  const basis: ServiceBasis = { served };
  const code = newCode();
  const id = await insertCertificate(trx, {
    ...{ subject: SUBJECT, libraryId, number, code, issuedAt: now, issuedBy: actorName(ctx.actor) },
    ...{ content: JSON.stringify(content), basis: JSON.stringify(basis) },
  });
  await recordAudit(trx, ctx, {
    ...{ action: 'certificate.issued', entity: 'certificate', entityId: id, libraryId, subjectId: service.memberId },
    after: { number, subject: SUBJECT },
  });
  return { id, code, number };
}
