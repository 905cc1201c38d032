import { redirect } from '@sveltejs/kit';
import { isCertificate } from '#modules/community/certificates';
import { verifyLetter } from '#modules/lending/letters';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the code on the letter' };

/** Of warnings nothing is said here. */
const KINDS = {
  clearance: () => m.verify_kind(),
  warning: () => '',
  thanks: () => m.letters_thanks(),
  receipt: () => m.letters_receipt(),
};

/** What anybody may know of a letter: never kept by caches or search engines. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, setHeaders, getClientAddress }) => {
  setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  const letter = await verifyLetter(ctx, params.code, getClientAddress());
  // the form takes the codes of certificates, too
  if (!letter && (await isCertificate(ctx, params.code)))
    redirect(303, localizeHref(`/sertifikat/${encodeURIComponent(params.code)}`));
  const day = (at: Date, zone: string): string => formatDate(localDate(at, zone), ctx.locale);
  return {
    code: params.code.slice(0, 20),
    letter: letter && {
      kind: KINDS[letter.kind](),
      number: letter.number,
      library: letter.library.name,
      initials: letter.initials,
      issuedOn: day(letter.issuedAt, letter.library.timeZone),
      revokedOn: letter.revokedAt && day(letter.revokedAt, letter.library.timeZone),
    },
  };
};
