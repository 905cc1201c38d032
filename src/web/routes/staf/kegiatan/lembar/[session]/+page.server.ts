import { paperErrors } from '#modules/community/program-papers';
import { attendanceOf, enterList, takeBack } from '#modules/community/programs';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { sayList } from '#web/features/programs/parts/program-words.server.ts';
import { idIn, idsIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['programs.manage', 'programs.attendance'] };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { session, rows } = await attendanceOf(ctx, idOf(params.session));
  const { program } = session;
  return {
    session: session.title,
    program: program.title,
    when: formatInstant(session.startsAt, program.library.timeZone, ctx.locale, 'full'),
    papersHref: localizeHref(`/staf/kegiatan/${program.id}/dokumen`),
    // in the order of the sheet, with its numbers
    rows: rows.map(({ enrolmentId, name, people, libraryName, institution, cameAt }, at) => ({
      id: enrolmentId,
      number: at + 1,
      name: people > 1 ? m.papers_sheet_group({ name, people }) : name,
      from: institution || (libraryName ?? ''),
      came: cameAt !== null,
    })),
  };
};

export const actions: Actions = {
  enter: formAction({ form: 'enter' }, async ({ ctx, params, data }) => {
    const enrolmentIds = idsIn(data, 'came');
    if (enrolmentIds.length === 0) throw paperErrors.nobodyTicked();
    const entered = await enterList(ctx, idOf(params.session), { enrolmentIds, way: 'sheet' });
    return sayList(entered, m.papers_sheet_entered);
  }),
  back: formAction({ form: 'back' }, async ({ ctx, params, values }) => {
    await takeBack(ctx, idOf(params.session), idIn(values, 'back'));
    return m.papers_sheet_taken_back();
  }),
};
