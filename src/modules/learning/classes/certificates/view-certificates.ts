import { nameLibraries } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { drawnQr } from '#platform/papers/drawings';
import { renderPdf } from '#platform/papers/pdf';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { countCertificates, findCertificate, selectCertificates } from '../data/certificates.queries.ts';
import { classErrors } from '../errors.ts';
import { taughtClass } from '../held-class.ts';
import { readCertificateCode } from '../rules/certificate-codes.ts';

/** Codes that one address may try in an hour. */
const TRIES = { limit: 60, windowSeconds: 3600 };

/** How many pupils of a class have a certificate. For its teachers. Throws `classes.not_found`, `not_yours`. */
export async function countClassCertificates(ctx: Ctx, id: number): Promise<number> {
  await taughtClass(ctx, id);
  return countCertificates(ctx.db, id);
}

/**
 * The certificates of a class that has ended, a page for each pupil who finished. For its teachers. Throws `classes.not_found`, `not_yours`,
 * `certificates_none`, `platform.pdf_unavailable`. @param origin where the site is reached
 */
export async function classCertificatesPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  { id, origin }: { id: number; origin: string },
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const row = await taughtClass(ctx, id);
  const issued = row.state === 'ended' ? await selectCertificates(ctx.db, id) : [];
  if (issued.length === 0) throw classErrors.certificatesNone();
  const school = (await nameLibraries(ctx))(row.libraryId);
  const told = { locale: ctx.locale };
  const data = {
    title: m.classes_certificates_title({ name: row.name }, told),
    words: {
      head: m.classes_certificate_head({}, told),
      given: m.classes_certificate_given({}, told),
      done: m.classes_certificate_done({}, told),
      check: m.classes_certificate_check({}, told),
    },
    certificates: issued.map((one) => ({
      ...{
        name: one.name,
        course: one.courseTitle,
        code: one.code,
        qr: drawnQr(`${origin}/kelas/sertifikat/${one.code}`),
      },
      about: [row.name, school.name, row.schoolYear].filter(Boolean).join(' · '),
      day: formatDate(localDate(one.issuedAt, school.timeZone), ctx.locale),
    })),
  };
  const body = await renderPdf(config, 'modules/learning/classes/templates/certificates.typ', data, {
    createdAt: ctx.clock.now(),
    locale: ctx.locale,
  });
  return { fileName: `sertifikat-kelas-${id}.pdf`, body };
}

/**
 * What anybody is told of a certificate by its code: course, school, school year and day, and no name. Throws `classes.certificate_unknown`,
 * `platform.too_many_requests`.
 */
export async function verifyClassCertificate(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { code, ip }: { code: string; ip: string },
): Promise<{ course: string; school: string; schoolYear: string; issuedOn: string }> {
  await countAttempt(ctx, `class-certificate:${networkOf(ip)}`, TRIES);
  const read = readCertificateCode(code);
  const found = read === null ? undefined : await findCertificate(ctx.db, read);
  if (!found) throw classErrors.certificateUnknown();
  const school = (await nameLibraries(ctx))(found.libraryId);
  return {
    ...{ course: found.courseTitle, school: school.name, schoolYear: found.schoolYear },
    issuedOn: localDate(found.issuedAt, school.timeZone),
  };
}
