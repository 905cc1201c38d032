import { getProgram, moveFormQuestion, removeFormQuestion, saveFormQuestion } from '#modules/community/programs';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import {
  conditionChoices,
  questionFields,
  questionFrom,
  questionKinds,
  questionLines,
} from '#web/features/programs/form-builder.server.ts';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

/** The questions of the registration form; `?q=` opens one of them. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const program = await getProgram(ctx, idOf(params.id));
  authorize(ctx, 'programs.manage', program.library.id);
  const opened = program.form.find(({ id }) => id === url.searchParams.get('q'));
  const page = localizeHref(staffProgramPath(program.id, '/formulir'));
  return {
    title: program.title,
    back: localizeHref(staffProgramPath(program.id)),
    page,
    questions: questionLines(program.form).map((line) => ({ ...line, href: `${page}?q=${line.id}#pertanyaan` })),
    opened: opened ? questionFields(opened) : null,
    kinds: questionKinds(),
    conditions: conditionChoices(program.form, opened?.id ?? null),
  };
};

const move = (by: -1 | 1) =>
  formAction<RequestEvent, string>({ form: 'order' }, async ({ ctx, params, values: { q = '' } }) => {
    await moveFormQuestion(ctx, idOf(params.id), q, by);
    return m.enrol_form_moved();
  });

export const actions: Actions = {
  save: formAction({ form: 'save' }, async ({ ctx, params, values }) => {
    await saveFormQuestion(ctx, idOf(params.id), questionFrom(values));
    return m.enrol_form_saved();
  }),
  up: move(-1),
  down: move(1),
  remove: formAction({ form: 'order' }, async ({ ctx, params, values: { q = '' } }) => {
    await removeFormQuestion(ctx, idOf(params.id), q);
    return m.enrol_form_removed();
  }),
};
