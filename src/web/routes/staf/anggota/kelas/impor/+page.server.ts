import { askClassList, openClassList, type ClassListRead } from '#modules/collection/imports';
import { listCategories, planPupils, pupilRowsOf, registerPupils, type PlannedPupil } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { explainFields } from '#platform/requests/problem';
import { BYTE_ORDER_MARK, csvText } from '#shared/csv-cell';
import { m } from '#i18n/messages';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { categoryLabel } from '#web/features/members/parts/member-form.server.ts';
import { classLibraries } from '#web/features/members/school-libraries.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { fileIn, textsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, url, request }) => {
  authorizeAnywhere(ctx, 'members.edit');
  // a list that took longer to read comes by the page of its work
  const work = request.method === 'GET' ? url.searchParams.get('pekerjaan') : null;
  const read = work === null ? null : await previewOf(ctx, await openClassList(ctx, services.storage, work));
  const [{ all, chosen }, categories] = await Promise.all([
    classLibraries(ctx, url.searchParams.get('perpustakaan')),
    listCategories(ctx, { active: true }),
  ]);
  return {
    read,
    library: chosen.code,
    libraries: all.map(({ code, name }) => ({ value: code, label: name })),
    categories: categories
      .filter(({ kind }) => kind === 'person')
      .map((category) => ({ value: category.code, label: categoryLabel(category, ctx.locale) })),
  };
};

function stateWords({ state, fromClass, reasons }: PlannedPupil): string {
  switch (state) {
    case 'new':
      return m.classes_state_new();
    case 'known':
      return m.classes_state_known();
    case 'moves':
      return m.classes_state_moves({ from: fromClass ?? m.classes_no_class() });
    case 'maybe':
      return reasons.number ? m.classes_state_maybe_number() : m.classes_state_maybe();
    case 'problem':
      return m.classes_state_problem();
  }
}

function shown(ctx: Ctx, pupils: readonly PlannedPupil[]) {
  return pupils.map((pupil) => {
    const why = explainFields(platformErrors.invalidInput({}, pupil.reasons), ctx.locale);
    const { line, fullName, className, state, number } = pupil;
    const text = [stateWords(pupil), ...Object.values(why)].join('. ');
    const otherwise = pupil.reasons.number ? m.classes_somebody_else_number() : m.classes_somebody_else();
    return { line, fullName, className, state, number, text, otherwise };
  });
}

/** The report as a file that a spreadsheet opens. */
const reportOf = (rows: ReturnType<typeof shown>): string =>
  `data:text/csv;charset=utf-8,${encodeURIComponent(
    BYTE_ORDER_MARK +
      csvText([
        [m.classes_row(), m.classes_child(), m.classes_class(), m.members_number(), m.classes_result()],
        ...rows.map(({ line, fullName, className, number, text }) => [line, fullName, className, number, text]),
      ]),
  )}`;

/** What would become of the rows of a list; nothing is kept yet. */
async function previewOf(ctx: Ctx, { rows, library, category }: ClassListRead) {
  const pupils = await planPupils(ctx, { library, category, rows });
  const preview = shown(ctx, pupils);
  const keeps = pupils.filter(({ state }) => state === 'new' || state === 'moves').length;
  const sent = { rows: JSON.stringify(rows), library, category, report: reportOf(preview), keeps };
  return { ...nothing, ...sent, preview, message: '', fields: {} };
}

const nothing = { preview: null, saved: null, rows: '', library: '', category: '', report: '', keeps: 0 };

const refused = ({ message, fields }: FormRefusal) => ({ ...nothing, message, fields });

export const actions: Actions = {
  check: formAction({ upload: 'file', refused }, async ({ ctx, services, values, data }) => {
    authorizeAnywhere(ctx, 'members.edit');
    const { library = '', category = 'pelajar' } = values;
    const file = fileIn(data, 'file');
    const bytes = new Uint8Array(await file.arrayBuffer());
    return previewOf(ctx, await askClassList(ctx, services, { name: file.name, bytes, library, category }));
  }),
  save: formAction({ refused }, async ({ ctx, values, data }) => {
    const { rows: text = '', library = '', category = 'pelajar' } = values;
    const others = textsIn(data, 'other').map(Number);
    const pupils = await registerPupils(ctx, { library, category, rows: pupilRowsOf(text), others });
    const preview = shown(ctx, pupils);
    const count = (state: string): number => pupils.filter((pupil) => pupil.state === state).length;
    const saved = m.classes_saved({ created: count('new'), moved: count('moves') });
    return { ...nothing, library, preview, saved, report: reportOf(preview), message: '', fields: {} };
  }),
};
