import { heldCertificatesAt } from '#modules/community/certificates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';

const MOST = 100;
const LONGEST = 100;

/** Certificates of courses, for whoever takes them back and gives them again. @param words what is looked for */
export async function heldCertificates(ctx: Ctx, words: string) {
  const asked = words.trim().replaceAll('\0', '').slice(0, LONGEST);
  return {
    words: asked,
    certificates: (await heldCertificatesAt(ctx, { words: asked, limit: MOST })).map((one) => {
      const day = (at: Date): string => formatDate(localDate(at, one.library.timeZone), ctx.locale);
      return {
        ...{ code: one.code, number: one.number, name: one.name, mayGiveAgain: one.mayGiveAgain },
        about: [one.title, one.library.name, day(one.issuedAt)].join(' · '),
        revoked: one.revokedAt && m.certificate_revoked_on({ date: day(one.revokedAt) }),
        href: localizeHref(`/sertifikat/${one.code}`),
      };
    }),
  };
}
