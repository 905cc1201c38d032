import { changeSession, getSession, listSpeakers, removeReading, removeSession } from '#modules/community/programs';
import type { PageAccess } from '#platform/access';
import { decimalInField } from '#shared/decimal';
import { authorize } from '#platform/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import { formatChoices, localInput, sessionOf } from '#web/features/programs/program-form.server.ts';
import { addChosen, readingList } from '#web/features/programs/reading/reading-list.server.ts';
import { numbersOf, staffProgramPath } from '#web/features/programs/staff-program.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
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

const hereOf = ({ id, sesi }: { id: string; sesi: string }): string =>
  localizeHref(staffProgramPath(id, `/sesi/${sesi}#bacaan`));

export const actions: Actions = {
  simpan: async (event) =>
    namedForm(
      event,
      { form: 'simpan', back: localizeHref(staffProgramPath(event.params.id, '#sesi')) },
      async (ctx, values, data) => {
        const { id, program } = await getSession(ctx, idOf(event.params.sesi));
        await changeSession(ctx, id, sessionOf(values, numbersOf(data, 'speakerIds'), program.library.timeZone));
        return m.programs_session_changed_said();
      },
    ),
  hapus: async (event) =>
    namedForm(event, { form: 'hapus', back: localizeHref(staffProgramPath(event.params.id, '#sesi')) }, async (ctx) => {
      await removeSession(ctx, idOf(event.params.sesi));
      return m.programs_session_removed_said();
    }),
  bacaan: async (event) =>
    namedForm(event, { form: 'bacaan', back: hereOf(event.params) }, async (ctx, values) => {
      const { id, program } = await getSession(ctx, idOf(event.params.sesi));
      await addChosen(ctx, program.id, { sessionId: id, values });
      return m.programs_reading_said();
    }),
  hapusBacaan: async (event) =>
    namedForm(event, { form: 'bacaan', back: hereOf(event.params) }, async (ctx, values) => {
      const { program } = await getSession(ctx, idOf(event.params.sesi));
      await removeReading(ctx, program.id, idIn(values));
      return m.programs_reading_removed_said();
    }),
};
