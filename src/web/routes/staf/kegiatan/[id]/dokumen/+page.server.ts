import { fail, redirect } from '@sveltejs/kit';
import { getPaper, missingHeads, savePaper } from '#modules/program-papers';
import { PAPERS } from '#modules/program-papers/client';
import { listSessions } from '#modules/programs';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/flash.server.ts';
import { formValues, refuseForm } from '#web/form-refusal.server.ts';
import { idOf } from '#web/id-param.server.ts';
import { paperValues, readPaperForm } from '#web/program-papers/paper-form.server.ts';
import { headWords, paperWords } from '#web/program-papers/paper-words.ts';
import type { Actions, PageServerLoad } from './$types';

const here = (id: number): string => `/staf/kegiatan/${id}/dokumen`;

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { program, paper } = await getPaper(ctx, idOf(params.id));
  const [missing, sessions] = [await missingHeads(ctx, { program, paper }), await listSessions(ctx, program.id)];
  const pdf = (key: string): string => localizeHref(`${here(program.id)}/pdf/${key}`);
  const words = paperWords();
  const heads = headWords();
  return {
    program: { id: program.id, title: program.title },
    takenOver: paper.takenOver,
    values: paperValues(paper),
    missing: missing.map((head) => heads[head]).join(', '),
    papers: PAPERS.map((key) => ({ ...words[key], href: pdf(key) })),
    sheets: sessions.map(({ id, title, startsAt }) => ({
      href: `${pdf('daftar-hadir')}?sesi=${id}`,
      title,
      when: formatInstant(startsAt, program.library.timeZone, ctx.locale, 'medium'),
    })),
    csvHref: paper.budget.length === 0 ? null : localizeHref(`${here(program.id)}/anggaran.csv`),
  };
};

export const actions: Actions = {
  default: async ({ locals: { ctx }, request, params, cookies }) => {
    const id = idOf(params.id);
    const values = formValues(await request.formData());
    const { input, nameOf } = readPaperForm(values);
    try {
      await savePaper(ctx, id, input);
    } catch (error) {
      const { status, data } = refuseForm(error, ctx, values);
      const fields = Object.fromEntries(Object.entries(data.fields).map(([name, why]) => [nameOf(name), why]));
      return fail(status, { ...data, fields });
    }
    setFlash(cookies, 'ok', m.papers_saved());
    redirect(303, localizeHref(here(id)));
  },
};
