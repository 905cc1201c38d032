import {
  askWarnings,
  issueClearance,
  listLetters,
  openWarnings,
  revokeLetter,
  type LetterSummary,
  type WarnedAll,
} from '#modules/lending/letters';
import { getSetting, letterheadLogo, setLetterheadLogo, setSetting } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import type { Ctx, Locale } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { idIn, fileIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'letters.issue' },
  actions: { head: { may: 'settings.manage', network: true }, logo: { may: 'settings.manage', network: true } },
};

const NEEDS = ['letters.issue'] as const;

const PATH = '/staf/surat';
const PER_PAGE = 50;

const KINDS = {
  clearance: () => m.letters_clearance(),
  thanks: () => m.letters_thanks(),
  receipt: () => m.letters_receipt(),
};
const nameOf = ({ kind, level }: LetterSummary): string =>
  kind === 'warning' ? m.letters_warning({ level: level ?? 1 }) : KINDS[kind]();
const rowOf = (letter: LetterSummary, locale: Locale) => ({
  id: letter.id,
  kind: nameOf(letter),
  number: letter.number,
  fullName: letter.fullName,
  memberHref:
    letter.memberNumber === null ? null : localizeHref(`/staf/anggota/${encodeURIComponent(letter.memberNumber)}`),
  date: formatDate(localDate(letter.issuedAt, letter.library.timeZone), locale, 'medium'),
  revoked: letter.revoked?.reason ?? null,
  pdfHref: localizeHref(`${PATH}/pdf?surat=${letter.id}`),
});

const warnedInWords = ({ ids, leftOut, failed }: WarnedAll): string =>
  [
    m.letters_warned_said({ count: ids.length, leftOut }),
    ...(failed > 0 ? [m.letters_warned_failed({ count: failed })] : []),
  ].join(' ');

export const load: PageServerLoad = async ({ locals, url, request }) => {
  const { ctx, library } = await findDesk(locals.ctx, ['letters.issue']);
  const cursor = url.searchParams.get('lanjut');
  const member = url.searchParams.get('anggota');
  // warnings that took longer come by the page of their work
  const work = request.method === 'GET' ? url.searchParams.get('pekerjaan') : null;
  const warned = work === null ? null : await openWarnings(ctx, locals.services.storage, work);
  const { data, next } = await listLetters(ctx, {
    libraryId: library.id,
    limit: PER_PAGE,
    ...(member !== null && { memberNumber: member }),
    ...(cursor !== null && { cursor }),
  });
  return {
    library: library.name,
    member: member ?? '',
    warned: warned && {
      said: warnedInWords(warned),
      href: warned.ids.length > 0 ? localizeHref(`${PATH}/pdf?pekerjaan=${encodeURIComponent(work ?? '')}`) : null,
    },
    letters: data.map((letter) => rowOf(letter, ctx.locale)),
    allHref: data.length > 1 ? localizeHref(`${PATH}/pdf?surat=${data.map((letter) => letter.id).join(',')}`) : null,
    older: next && localizeHref(`${PATH}?lanjut=${encodeURIComponent(next)}`),
    head: can(ctx.actor, 'settings.manage', null) ? await getSetting(ctx.db, 'letterhead') : null,
    logo: await logoAddress(ctx),
  };
};

async function logoAddress({ db, actor }: Ctx): Promise<string | null> {
  const svg = can(actor, 'settings.manage', null) ? await letterheadLogo(db) : '';
  return svg === '' ? null : `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

export const actions: Actions = {
  clearance: deskAction({ form: 'clearance', needs: NEEDS }, async ({ ctx, values: { member = '', purpose = '' } }) => {
    await issueClearance(ctx, member, { purpose });
    return m.letters_issued_said();
  }),
  warnings: deskAction({ form: 'warnings', needs: NEEDS }, async ({ ctx, library, services }) =>
    warnedInWords(await askWarnings(ctx, services.heavy, library.id)),
  ),
  revoke: deskAction({ form: 'revoke', needs: NEEDS }, async ({ ctx, values }) => {
    await revokeLetter(ctx, idIn(values), { reason: values.reason ?? '' });
    return m.letters_revoked_said();
  }),
  head: deskAction({ form: 'head', needs: NEEDS }, async ({ ctx, values }) => {
    const { parent = '', office = '', address = '', place = '' } = values;
    const { signOffice = '', signName = '', signDetails = '' } = values;
    await setSetting(ctx, 'letterhead', { parent, office, address, place, signOffice, signName, signDetails });
    return m.letters_head_saved();
  }),
  logo: formAction({ form: 'logo' }, async ({ ctx, values, data }) => {
    const removed = values.remove === '1';
    await setLetterheadLogo(ctx, removed ? null : fileIn(data, 'logo'));
    return removed ? m.letters_logo_removed() : m.letters_logo_saved();
  }),
};
