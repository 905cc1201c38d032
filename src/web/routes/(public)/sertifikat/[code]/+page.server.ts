import { certificateErrors, verifyCertificate, type VerifiedCertificate } from '#modules/community/certificates';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { formatDate, localDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the code of the certificate' };

const ROLES: Record<VerifiedCertificate['role'], () => string> = {
  participant: () => m.certificate_as_participant(),
  speaker: () => m.certificate_as_speaker(),
  facilitator: () => m.certificate_as_facilitator(),
  moderator: () => m.certificate_as_moderator(),
  volunteer: () => m.certificate_as_volunteer(),
};

/** Null: there is none with this code, which the page says beside the form. */
async function look(ctx: Ctx, code: string, ip: string): Promise<VerifiedCertificate | null> {
  try {
    return await verifyCertificate(ctx, code, ip);
  } catch (error) {
    if (error instanceof AppError && error.code === certificateErrors.notFound().code) return null;
    throw error;
  }
}

/** What anybody may know of a certificate who has its code: never kept by caches or search engines. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders, getClientAddress }) => {
  setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  const found = await look(ctx, params.code, getClientAddress());
  const day = (at: Date, zone: string): string => formatDate(localDate(at, zone), ctx.locale);
  return {
    code: params.code.slice(0, 20),
    certificate: found && {
      number: found.number,
      name: found.name || m.certificate_nameless(),
      institution: found.institution,
      role: ROLES[found.role](),
      program: found.program,
      placeAndDays: found.placeAndDays,
      library: found.library.name,
      jp: found.servedMinutes === null ? formatNumber(found.jp, ctx.locale) : null,
      served:
        found.servedMinutes === null ? null : m.certificate_hours({ hours: Math.floor(found.servedMinutes / 60) }),
      issuedOn: day(found.issuedAt, found.library.timeZone),
      revokedOn: found.revokedAt && day(found.revokedAt, found.library.timeZone),
      badgeHref: found.revokedAt || found.name === '' ? null : `/api/v1/certificates/${found.code}/credential`,
    },
  };
};
