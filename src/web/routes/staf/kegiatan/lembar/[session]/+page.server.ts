import { paperErrors } from '#modules/community/program-papers';
import { attendanceOf, enterList, takeBack } from '#modules/community/programs';
import type { PageAccess } from '#platform/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import { sayList } from '#web/features/programs/program-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
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

const back = (sessionId: number): string => localizeHref(`/staf/kegiatan/lembar/${sessionId}`);

export const actions: Actions = {
  enter: async (event) => {
    const sessionId = idOf(event.params.session);
    return namedForm(event, { form: 'enter', back: back(sessionId) }, async (ctx, _values, data) => {
      const enrolmentIds = data.getAll('came').map(Number);
      if (enrolmentIds.length === 0) throw paperErrors.nobodyTicked();
      return sayList(await enterList(ctx, sessionId, { enrolmentIds, way: 'sheet' }), m.papers_sheet_entered);
    });
  },
  back: async (event) => {
    const sessionId = idOf(event.params.session);
    return namedForm(event, { form: 'back', back: back(sessionId) }, async (ctx, values) => {
      await takeBack(ctx, sessionId, idIn(values, 'back'));
      return m.papers_sheet_taken_back();
    });
  },
};
