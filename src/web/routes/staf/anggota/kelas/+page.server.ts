import {
  listClasses,
  listPupils,
  moveClass,
  planClassMove,
  recordSignedSheets,
  type PlannedMove,
} from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { AppError } from '#platform/errors';
import type { Ctx } from '#platform/context';
import { explainError, explainFields } from '#platform/requests/problem';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { classLibraries } from '#web/features/members/school-libraries.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { textsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

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

const refused = ({ message }: FormRefusal) => ({ message });
const here = ({ library = '' }: Record<string, string>): string =>
  `?${new URLSearchParams({ perpustakaan: library }).toString()}`;

export const actions: Actions = {
  signed: formAction({ refused }, async ({ ctx, values, data }) => {
    const count = await recordSignedSheets(ctx, textsIn(data, 'number'));
    return done(m.classes_recorded({ count }), here(values));
  }),
  move: formAction({ refused }, async ({ ctx, values, data }) => {
    const { library = null, from = '', to = '' } = values;
    const { chosen } = await classLibraries(ctx, library);
    const count = await moveClass(ctx, chosen.id, { from, to, shown: textsIn(data, 'shown') });
    return done(m.classes_moved({ count }), here(values));
  }),
};
