import { attendanceOf, enterList, scanBadge, takeBack, walkIn } from '#modules/community/programs';
import { attendanceTime } from '#modules/community/programs/client';
import type { PageAccess } from '#platform/rights/access';
import { formatTime } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { expectsChildren, guardianOf } from '#web/features/programs/enrol-form.server.ts';
import { sayList, sessionLine, wayName } from '#web/features/programs/parts/program-words.server.ts';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import { idIn, idsIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['programs.manage', 'programs.attendance'] };

/** The door of a session: who is expected, who came, and the ways to write it down. */
export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { session, rows } = await attendanceOf(ctx, idOf(params.sesi));
  const zone = session.program.library.timeZone;
  const { state, opensAt } = attendanceTime(session, ctx.clock.now());
  const lines = rows.map((row) => ({
    id: row.enrolmentId,
    name: row.name,
    from: [row.memberNumber, row.libraryName, row.institution].filter(Boolean).join(' · '),
    walkIn: row.walkIn,
    came: row.cameAt !== null,
    how:
      row.cameAt === null || row.way === null ? '' : `${formatTime(row.cameAt, zone, ctx.locale)}, ${wayName(row.way)}`,
  }));
  return {
    sessionId: session.id,
    children: expectsChildren(session.program.audience),
    program: session.program.title,
    back: localizeHref(staffProgramPath(session.program.id, '#sesi')),
    screenHref: localizeHref(`/layar-kegiatan/${session.id}`),
    session: sessionLine(session, zone, ctx.locale),
    time: state,
    opens: formatTime(opensAt, zone, ctx.locale),
    came: lines.filter((line) => line.came),
    missing: lines.filter((line) => !line.came),
  };
};

export const actions: Actions = {
  scan: formAction({ form: 'scan' }, async ({ ctx, params, values }) => {
    const { name, again } = await scanBadge(ctx, idOf(params.sesi), values.code ?? '');
    return again ? m.programs_door_again({ name }) : m.programs_door_in({ name });
  }),
  enrol: formAction({ form: 'enrol' }, async ({ ctx, params, values, data }) => {
    const way = values.way === 'sheet' ? 'sheet' : 'list';
    return sayList(await enterList(ctx, idOf(params.sesi), { enrolmentIds: idsIn(data, 'enrolmentId'), way }));
  }),
  walkIn: formAction({ form: 'walkIn' }, async ({ ctx, params, values }) => {
    const { memberNumber = '', name, contact, institution } = values;
    const who = memberNumber.trim() === '' ? { name, contact, ...guardianOf(values) } : { memberNumber };
    const came = await walkIn(ctx, idOf(params.sesi), { ...who, institution });
    return m.programs_door_in({ name: came.name });
  }),
  remove: formAction({ form: 'remove' }, async ({ ctx, params, values }) => {
    await takeBack(ctx, idOf(params.sesi), idIn(values, 'enrolmentId'));
    return m.programs_taken_back_said();
  }),
};
