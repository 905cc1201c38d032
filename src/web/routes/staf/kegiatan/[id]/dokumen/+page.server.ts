import { getPaper, missingHeads, savePaper } from '#modules/community/program-papers';
import { PAPERS } from '#modules/community/program-papers/client';
import { listSessions } from '#modules/community/programs';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { paperValues, readPaperForm } from '#web/features/program-papers/paper-form.server.ts';
import { headWords, paperWords } from '#web/features/program-papers/paper-words.ts';
import { type RefusedForm, formAction } from '#web/kit/form/form-action.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

const here = (id: number): string => `/staf/kegiatan/${id}/dokumen`;

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { program, paper } = await getPaper(ctx, idOf(params.id));
  const [missing, sessions] = [await missingHeads(ctx, { program, paper }), await listSessions(ctx, program.id)];
  const pdf = (key: string): string => localizeHref(`${here(program.id)}/pdf/${key}`);
  const words = paperWords();
  const heads = headWords();
  return {
    program: { id: program.id, title: program.title },
    back: localizeHref(`/staf/kegiatan/${program.id}`),
    takenOver: paper.takenOver,
    values: paperValues(paper),
    missing: missing.map((head) => heads[head]).join(', '),
    papers: PAPERS.map((key) => ({ ...words[key], href: pdf(key) })),
    sheets: sessions.map(({ id, title, startsAt }) => ({
      href: `${pdf('daftar-hadir')}?sesi=${id}`,
      title,
      when: formatInstant(startsAt, program.library.timeZone, ctx.locale, 'medium'),
    })),
    photosHref: localizeHref(`/staf/kegiatan/${program.id}/dokumentasi`),
    csvHref: paper.budget.length === 0 ? null : localizeHref(`${here(program.id)}/anggaran.csv`),
  };
};

/** A row that was refused is named by the place where it stood. */
function whereTyped({ fields, ...refusal }: FormRefusal, { values }: RefusedForm) {
  const { nameOf } = readPaperForm(values);
  const typed = Object.fromEntries(Object.entries(fields).map(([field, why]) => [nameOf(field), why]));
  return { ...refusal, fields: typed, form: 'words' };
}

export const actions: Actions = {
  default: formAction({ refused: whereTyped }, async ({ ctx, params, values }) => {
    await savePaper(ctx, idOf(params.id), readPaperForm(values).input);
    return m.papers_saved();
  }),
};
