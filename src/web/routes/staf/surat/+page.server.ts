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
import type { PageAccess } from '#platform/access';
import { can } from '#platform/authorize';
import type { Ctx, Locale } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskForm, type DeskWork } from '#web/features/circulation/desk/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = {
  page: { may: 'letters.issue' },
  actions: { head: { may: 'settings.manage', network: true }, logo: { may: 'settings.manage', network: true } },
};

const PATH = '/staf/surat';
const PER_PAGE = 50;

const KINDS = { clearance: () => m.letters_clearance(), thanks: () => m.letters_thanks() };
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

export const load: PageServerLoad = async ({ locals, cookies, url, request }) => {
  const { ctx, library } = await findDesk(locals.ctx, cookies, ['letters.issue']);
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

const act = async (event: RequestEvent, form: string, work: DeskWork) =>
  deskForm(event, { form, needs: ['letters.issue'], back: PATH }, work);

export const actions: Actions = {
  clearance: async (event) =>
    act(event, 'clearance', async ({ ctx }, values) => {
      await issueClearance(ctx, values.member ?? '', { purpose: values.purpose ?? '' });
      return { said: m.letters_issued_said() };
    }),
  warnings: async (event) =>
    act(event, 'warnings', async ({ ctx, library }) => {
      const warned = await askWarnings(ctx, event.locals.services.heavy, library.id);
      return { said: warnedInWords(warned) };
    }),
  revoke: async (event) =>
    act(event, 'revoke', async ({ ctx }, values) => {
      await revokeLetter(ctx, idIn(values), { reason: values.reason ?? '' });
      return { said: m.letters_revoked_said() };
    }),
  head: async (event) =>
    act(event, 'head', async ({ ctx }, values) => {
      const text = (name: string): string => values[name] ?? '';
      await setSetting(ctx, 'letterhead', {
        parent: text('parent'),
        office: text('office'),
        address: text('address'),
        place: text('place'),
        signOffice: text('signOffice'),
        signName: text('signName'),
        signDetails: text('signDetails'),
      });
      return { said: m.letters_head_saved() };
    }),
  logo: async (event) =>
    namedForm(event, { form: 'logo', back: localizeHref(PATH) }, async (ctx, values, data) => {
      const file = data.get('logo');
      const picture = file instanceof File && file.size > 0 ? file : null;
      if (values.remove !== '1' && picture === null) throw platformErrors.invalidInput({}, { logo: 'required' });
      await setLetterheadLogo(ctx, values.remove === '1' ? null : picture);
      return values.remove === '1' ? m.letters_logo_removed() : m.letters_logo_saved();
    }),
};
