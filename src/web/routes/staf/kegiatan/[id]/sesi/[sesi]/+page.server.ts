import { changeSession, getSession, listSpeakers, removeReading, removeSession } from '#modules/community/programs';
import type { PageAccess } from '#platform/rights/access';
import { decimalInField } from '#shared/decimal';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formatChoices, localInput, sessionOf } from '#web/features/programs/program-form.server.ts';
import { addChosen, readingList } from '#web/features/programs/reading/reading-list.server.ts';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import { idIn, idsIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const session = await getSession(ctx, idOf(params.sesi));
  const { program } = session;
  const zone = program.library.timeZone;
  authorize(ctx, 'programs.manage', program.library.id);
  const { title, format, room, jp, materials } = session;
  return {
    program: program.title,
    back: localizeHref(staffProgramPath(program.id, '#sesi')),
    formats: formatChoices(),
    speakers: await listSpeakers(ctx, program.id),
    readings: await readingList(ctx, { programId: program.id, sessionId: session.id, params: url.searchParams }),
    chosen: session.speakers.map((one) => one.id),
    values: {
      title,
      format,
      room,
      materials,
      jp: decimalInField(jp, ctx.locale),
      startsAt: localInput(session.startsAt, zone),
      endsAt: localInput(session.endsAt, zone),
    },
  };
};

export const actions: Actions = {
  save: formAction({ form: 'save' }, async ({ ctx, params, values, data }) => {
    const { id, program } = await getSession(ctx, idOf(params.sesi));
    await changeSession(ctx, id, sessionOf(values, idsIn(data, 'speakerIds'), program.library.timeZone));
    return done(m.programs_session_changed_said(), staffProgramPath(params.id, '#sesi'));
  }),
  remove: formAction({ form: 'remove' }, async ({ ctx, params }) => {
    await removeSession(ctx, idOf(params.sesi));
    return done(m.programs_session_removed_said(), staffProgramPath(params.id, '#sesi'));
  }),
  reading: formAction({ form: 'reading' }, async ({ ctx, params, values }) => {
    const { id, program } = await getSession(ctx, idOf(params.sesi));
    await addChosen(ctx, program.id, { sessionId: id, values });
    return done(m.programs_reading_said(), '#bacaan');
  }),
  removeReading: formAction({ form: 'reading' }, async ({ ctx, params, values }) => {
    const { program } = await getSession(ctx, idOf(params.sesi));
    await removeReading(ctx, program.id, idIn(values));
    return done(m.programs_reading_removed_said(), '#bacaan');
  }),
};
