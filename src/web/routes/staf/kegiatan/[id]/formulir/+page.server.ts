import { getProgram, moveFormQuestion, removeFormQuestion, saveFormQuestion } from '#modules/community/programs';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import {
  conditionChoices,
  questionFields,
  questionFrom,
  questionKinds,
  questionLines,
} from '#web/features/programs/form-builder.server.ts';
import { staffProgramPath } from '#web/features/programs/staff-program.server.ts';
import type { Actions, PageServerLoad } from './$types';

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

const back = (id: string): string => localizeHref(staffProgramPath(id, '/formulir'));

export const actions: Actions = {
  simpan: async (event) =>
    namedForm(event, { form: 'simpan', back: back(event.params.id) }, async (ctx, values) => {
      await saveFormQuestion(ctx, idOf(event.params.id), questionFrom(values));
      return m.enrol_form_saved();
    }),
  naik: async (event) =>
    namedForm(event, { form: 'urutan', back: back(event.params.id) }, async (ctx, { q = '' }) => {
      await moveFormQuestion(ctx, idOf(event.params.id), q, -1);
      return m.enrol_form_moved();
    }),
  turun: async (event) =>
    namedForm(event, { form: 'urutan', back: back(event.params.id) }, async (ctx, { q = '' }) => {
      await moveFormQuestion(ctx, idOf(event.params.id), q, 1);
      return m.enrol_form_moved();
    }),
  hapus: async (event) =>
    namedForm(event, { form: 'urutan', back: back(event.params.id) }, async (ctx, { q = '' }) => {
      await removeFormQuestion(ctx, idOf(event.params.id), q);
      return m.enrol_form_removed();
    }),
};
