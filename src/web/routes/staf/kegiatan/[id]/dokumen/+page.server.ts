import { fail } from '@sveltejs/kit';
import { getPaper, missingHeads, savePaper } from '#modules/community/program-papers';
import { PAPERS } from '#modules/community/program-papers/client';
import { listSessions } from '#modules/community/programs';
import type { PageAccess } from '#platform/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import { paperValues, readPaperForm } from '#web/features/program-papers/paper-form.server.ts';
import { headWords, paperWords } from '#web/features/program-papers/paper-words.ts';
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

export const actions: Actions = {
  default: async (event) => {
    const id = idOf(event.params.id);
    let nameOf = (field: string): string => field;
    const refused = await namedForm(event, { form: 'words', back: localizeHref(here(id)) }, async (ctx, values) => {
      const read = readPaperForm(values);
      nameOf = read.nameOf;
      await savePaper(ctx, id, read.input);
      return m.papers_saved();
    });
    const fields: Record<string, string> = {};
    for (const [field, why] of Object.entries(refused.data.fields)) fields[nameOf(field)] = why;
    return fail(refused.status, { ...refused.data, fields });
  },
};
