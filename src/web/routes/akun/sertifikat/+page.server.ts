import { ownCertificates } from '#modules/community/certificates';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { formatNumber } from '#shared/money';
import { localizeHref } from '#i18n/runtime';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  certificates: (await ownCertificates(ctx)).map((one) => ({
    code: one.code,
    number: one.number,
    program: one.program,
    placeAndDays: one.placeAndDays,
    jp: m.certificate_jp_count({ count: formatNumber(one.jp, ctx.locale) }),
    issuedOn: formatDate(localDate(one.issuedAt, one.library.timeZone), ctx.locale),
    revoked: one.revokedAt !== null,
    pdfHref: localizeHref(`/akun/sertifikat/${one.code}/pdf`),
    checkHref: localizeHref(`/sertifikat/${one.code}`),
  })),
});
