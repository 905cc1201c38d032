import { fail, redirect } from '@sveltejs/kit';
import {
  listClasses,
  listPupils,
  moveClass,
  planClassMove,
  recordSignedSheets,
  type PlannedMove,
} from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { authorizeAnywhere } from '#platform/authorize';
import { AppError } from '#platform/errors';
import type { Ctx } from '#platform/context';
import { explainError, explainFields } from '#platform/problem';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import { classLibraries } from '#web/features/members/school-libraries.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  authorizeAnywhere(ctx, 'members.edit');
  const { all, chosen } = await classLibraries(ctx, url.searchParams.get('perpustakaan'));
  const classes = await listClasses(ctx, chosen.id);
  const asked = url.searchParams.get('kelas');
  const one = classes.find(({ name }) => name === asked) ?? null;
  const pupils = one ? await listPupils(ctx, chosen.id, one.name) : [];
  const goal = url.searchParams.get('ke');
  const move = one && goal !== null ? await planned(ctx, chosen.id, { from: one.name, to: goal }) : null;
  const query = (name: string): string => new URLSearchParams({ perpustakaan: chosen.code, kelas: name }).toString();
  return {
    library: chosen.code,
    libraries: all.map(({ code, name }) => ({ value: code, label: name })),
    classes: classes.map((row) => ({ ...row, href: localizeHref(`/staf/anggota/kelas?${query(row.name)}`) })),
    one: one && {
      ...one,
      href: localizeHref(`/staf/anggota/kelas?${query(one.name)}`),
      sheet: localizeHref(`/staf/anggota/kelas/lembar?${query(one.name)}`),
    },
    move,
    pupils: pupils.map(({ birthDate, ...pupil }) => ({
      ...pupil,
      born: birthDate && formatDate(birthDate, ctx.locale, 'medium'),
    })),
  };
};

/** The preview of a move, or why there is none. */
async function planned(
  ctx: Ctx,
  libraryId: number,
  move: { from: string; to: string },
): Promise<{ plan: PlannedMove | null; problem: string | null }> {
  try {
    return { plan: await planClassMove(ctx, libraryId, move), problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [field] = Object.values(explainFields(error, ctx.locale));
    return { plan: null, problem: field ?? explainError(error, ctx.locale) };
  }
}

async function act(event: RequestEvent, work: (form: FormData) => Promise<string>) {
  const { ctx } = event.locals;
  const form = await event.request.formData();
  const values = formValues(form);
  try {
    setFlash(event.cookies, 'ok', await work(form));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return fail(error.status, { message: explainError(error, ctx.locale) });
  }
  const query = new URLSearchParams({ perpustakaan: values.library ?? '' }).toString();
  return redirect(303, localizeHref(`/staf/anggota/kelas?${query}`));
}

export const actions: Actions = {
  signed: async (event) =>
    act(event, async (form) => {
      const numbers = form.getAll('number').filter((value) => typeof value === 'string');
      return m.classes_recorded({ count: await recordSignedSheets(event.locals.ctx, numbers) });
    }),
  move: async (event) =>
    act(event, async (form) => {
      const values = formValues(form);
      const { chosen } = await classLibraries(event.locals.ctx, values.library ?? null);
      const shown = form.getAll('shown').filter((value) => typeof value === 'string');
      const about = { from: values.from ?? '', to: values.to ?? '', shown };
      return m.classes_moved({ count: await moveClass(event.locals.ctx, chosen.id, about) });
    }),
};
