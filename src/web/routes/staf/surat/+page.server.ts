import { fail, redirect } from '@sveltejs/kit';
import { issueClearance, issueWarnings, listLetters, revokeLetter, type LetterSummary } from '#modules/letters';
import { getSetting, setSetting } from '#modules/libraries';
import { can } from '#platform/authorize';
import type { Locale } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findDesk } from '#web/desk/desk-library.server.ts';
import { setFlash } from '#web/flash.server.ts';
import { formValues, refuseForm } from '#web/form-refusal.server.ts';
import { numberOf } from '#web/library-form.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const PATH = '/staf/surat';
const PER_PAGE = 50;

const nameOf = ({ kind, level }: LetterSummary): string =>
  kind === 'clearance' ? m.letters_clearance() : m.letters_warning({ level: level ?? 1 });
const rowOf = (letter: LetterSummary, locale: Locale) => ({
  id: letter.id,
  kind: nameOf(letter),
  number: letter.number,
  fullName: letter.fullName,
  memberHref: localizeHref(`/staf/anggota/${encodeURIComponent(letter.memberNumber)}`),
  date: formatDate(localDate(letter.issuedAt, letter.library.timeZone), locale, 'medium'),
  revoked: letter.revoked?.reason ?? null,
  pdfHref: localizeHref(`${PATH}/pdf?surat=${letter.id}`),
});

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, cookies, ['letters.issue']);
  const cursor = url.searchParams.get('lanjut');
  const member = url.searchParams.get('anggota');
  const { data, next } = await listLetters(ctx, {
    libraryId: library.id,
    limit: PER_PAGE,
    ...(member !== null && { memberNumber: member }),
    ...(cursor !== null && { cursor }),
  });
  return {
    library: library.name,
    member: member ?? '',
    letters: data.map((letter) => rowOf(letter, ctx.locale)),
    allHref: data.length > 1 ? localizeHref(`${PATH}/pdf?surat=${data.map((letter) => letter.id).join(',')}`) : null,
    older: next && localizeHref(`${PATH}?lanjut=${encodeURIComponent(next)}`),
    head: can(ctx.actor, 'settings.manage', null) ? await getSetting(ctx.db, 'letterhead') : null,
  };
};

async function act(
  event: RequestEvent,
  form: string,
  work: (
    desk: Awaited<ReturnType<typeof findDesk>>,
    values: Record<string, string>,
  ) => Promise<{ said: string; to?: string }>,
) {
  const values = formValues(await event.request.formData());
  let done: { said: string; to?: string };
  try {
    done = await work(await findDesk(event.locals.ctx, event.cookies, ['letters.issue']), values);
  } catch (error) {
    const refusal = refuseForm(error, event.locals.ctx, values);
    return fail(refusal.status, { ...refusal.data, form });
  }
  setFlash(event.cookies, 'ok', done.said);
  redirect(303, localizeHref(done.to ?? PATH));
}

export const actions: Actions = {
  clearance: (event) =>
    act(event, 'clearance', async ({ ctx }, values) => {
      await issueClearance(ctx, values.member ?? '', { purpose: values.purpose ?? '' });
      return { said: m.letters_issued_said() };
    }),
  warnings: (event) =>
    act(event, 'warnings', async ({ ctx, library }) => {
      const { ids, leftOut } = await issueWarnings(ctx, library.id);
      return { said: m.letters_warned_said({ count: ids.length, leftOut }) };
    }),
  revoke: (event) =>
    act(event, 'revoke', async ({ ctx }, values) => {
      await revokeLetter(ctx, numberOf(values, 'id') ?? 0, { reason: values.reason ?? '' });
      return { said: m.letters_revoked_said() };
    }),
  head: (event) =>
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
};
