import { fail } from '@sveltejs/kit';
import {
  addSessions,
  addSpeaker,
  changeSpeaker,
  changeState,
  cloneProgram,
  getProgram,
  listReadings,
  invitedSpeakers,
  inviteSpeaker,
  listSessions,
  noteSpeakerAnswer,
  previewSessions,
  removeReading,
  removeSpeaker,
} from '#modules/community/programs';
import { channelsToGuests } from '#modules/people/notifications';
import {
  isPublic,
  mayBecome,
  PROGRAM_STATES,
  SPEAKER_ANSWERS,
  SPEAKER_ROLES,
} from '#modules/community/programs/client';
import type { PageAccess } from '#platform/access';
import { authorize, can } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { formatDate, formatInstant, formatWeekday, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { sessionBoards } from '#web/features/ideas/session-boards.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import { formatChoices, recurrenceOf, sessionOf } from '#web/features/programs/program-form.server.ts';
import {
  closesInWords,
  programCard,
  programHref,
  roleName,
  seatsInWords,
  sessionLine,
} from '#web/features/programs/program-words.server.ts';
import { addChosen, readingList } from '#web/features/programs/reading/reading-list.server.ts';
import { speakerCard } from '#web/features/programs/speakers/speaker-words.server.ts';
import { numbersOf, staffProgramPath } from '#web/features/programs/staff-program.server.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: ['programs.manage', 'programs.attendance'] },
  actions: {
    keadaan: { may: 'programs.manage' },
    salin: { may: 'programs.manage' },
    sesi: { may: 'programs.manage' },
    tanggal: { may: 'programs.manage' },
    narasumber: { may: 'programs.manage' },
    ubahNarasumber: { may: 'programs.manage' },
    undang: { may: 'programs.manage' },
    jawaban: { may: 'programs.manage' },
    hapusNarasumber: { may: 'programs.manage' },
    bacaan: { may: 'programs.manage' },
    hapusBacaan: { may: 'programs.manage' },
  },
};

/** A programme with all that belongs to it, and its next steps. */
export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const program = await getProgram(ctx, idOf(params.id));
  const { id, library } = program;
  const mayManage = can(ctx.actor, 'programs.manage', library.id);
  if (!mayManage) authorize(ctx, 'programs.attendance', library.id);
  const boards = can(ctx.actor, 'ideas.manage', library.id) ? await sessionBoards(ctx, id, '/staf/papan-ide') : {};
  const [sessions, speakers, listed, readings] = await Promise.all([
    listSessions(ctx, id),
    mayManage ? invitedSpeakers(ctx, id) : [],
    listReadings(ctx, id),
    mayManage ? readingList(ctx, { programId: id, sessionId: null, params: url.searchParams }) : null,
  ]);
  return {
    program: {
      ...programCard(program, ctx.locale),
      isTemplate: program.isTemplate,
      seatsNow: seatsInWords(program),
      waiting: program.waitlistedCount,
      closes: closesInWords(program, ctx.locale),
      changeHref: localizeHref(staffProgramPath(id, '/ubah')),
      formHref: localizeHref(staffProgramPath(id, '/formulir')),
      pictureHref: localizeHref(staffProgramPath(id, '/gambar')),
      peopleHref: localizeHref(staffProgramPath(id, '/peserta')),
      asideHref: localizeHref(staffProgramPath(id, '/buku')),
      papersHref: localizeHref(staffProgramPath(id, '/dokumen')),
      certificatesHref: localizeHref(staffProgramPath(id, '/sertifikat')),
      nextHref: localizeHref(staffProgramPath(id, '/edisi-berikut')),
      publicHref: programHref(program.slug),
      isPublic: isPublic(program.state),
    },
    mayManage,
    ahead: sessions.filter(({ endsAt }) => endsAt > ctx.clock.now()).length,
    steps: program.isTemplate ? [] : PROGRAM_STATES.filter((next) => mayBecome(program.state, next)),
    sessions: sessions.map((session) => ({
      ...sessionLine(session, library.timeZone, ctx.locale),
      href: localizeHref(staffProgramPath(id, `/sesi/${session.id}`)),
      books: listed.filter((one) => one.sessionId === session.id).length,
      readingHref: localizeHref(staffProgramPath(id, `/sesi/${session.id}#bacaan`)),
      attendanceHref: localizeHref(staffProgramPath(id, `/sesi/${session.id}/hadir`)),
    })),
    boards,
    formats: formatChoices(),
    weekdays: Array.from({ length: 7 }, (_, nth) => ({ value: nth + 1, label: formatWeekday(nth + 1, ctx.locale) })),
    roles: SPEAKER_ROLES.map((value) => ({ value, label: roleName(value) })),
    speakers: speakers.map((speaker) => speakerCard(speaker, program, ctx, siteOrigin(services, url))),
    readings,
  };
};

const OF_SPEAKERS = ['narasumber', 'ubahNarasumber', 'undang', 'jawaban'];

const speakerOf = ({ name = '', title, email = '', role, language }: Record<string, string>) => ({
  name,
  title,
  email,
  role: SPEAKER_ROLES.find((one) => one === role) ?? 'speaker',
  language: language === 'en' ? ('en' as const) : ('id' as const),
});

const act = async (
  event: Parameters<Actions[string]>[0],
  form: string,
  work: (
    ctx: Ctx,
    id: number,
    values: Record<string, string>,
    data: FormData,
  ) => Promise<string | { said: string; to: string }>,
) => {
  const id = idOf(event.params.id);
  const anchor = { sesi: '#sesi', bacaan: '#bacaan' }[form] ?? (OF_SPEAKERS.includes(form) ? '#narasumber' : '');
  return namedForm(event, { form, back: localizeHref(staffProgramPath(id, anchor)) }, async (ctx, values, data) =>
    work(ctx, id, values, data),
  );
};

export const actions: Actions = {
  keadaan: async (event) =>
    act(event, 'keadaan', async (ctx, id, values) => {
      const next = PROGRAM_STATES.find((one) => one === values.next) ?? 'draft';
      await changeState(ctx, id, next, values.reason);
      return m.programs_state_said();
    }),
  salin: async (event) =>
    act(event, 'salin', async (ctx, id, { how, moveDays }) => {
      const copy = await cloneProgram(ctx, id, {
        moveDays: wholeIn({ moveDays }, 'moveDays') ?? 0,
        asTemplate: how === 'template',
        nextEdition: how === 'edition',
      });
      return { said: m.programs_cloned_said(), to: localizeHref(staffProgramPath(copy)) };
    }),
  sesi: async (event) =>
    act(event, 'sesi', async (ctx, id, values, data) => {
      const { library } = await getProgram(ctx, id);
      const session = sessionOf(values, numbersOf(data, 'speakerIds'), library.timeZone);
      const made = await addSessions(ctx, id, session, recurrenceOf(values, numbersOf(data, 'weekdays')));
      const days = (await listSessions(ctx, id)).filter((one) => made.includes(one.id));
      const said = days.map(({ startsAt }) => formatDate(localDate(startsAt, library.timeZone), ctx.locale, 'medium'));
      return m.programs_sessions_said({ count: made.length, days: said.join(', ') });
    }),
  /** Shows which sessions would be made; makes none. */
  tanggal: async (event) => {
    const { ctx } = event.locals;
    const data = await event.request.formData();
    const values = formValues(data);
    const weekdays = numbersOf(data, 'weekdays');
    const speakerIds = numbersOf(data, 'speakerIds');
    try {
      const id = idOf(event.params.id);
      const { timeZone } = (await getProgram(ctx, id)).library;
      const session = sessionOf(values, speakerIds, timeZone);
      const days = await previewSessions(ctx, id, session, recurrenceOf(values, weekdays));
      const dates = days.map(({ startsAt }) => formatInstant(startsAt, timeZone, ctx.locale, 'full'));
      return { form: 'sesi', message: '', values, fields: {}, weekdays, speakerIds, dates };
    } catch (error) {
      const refusal = refuseForm(error, ctx, values);
      return fail(refusal.status, { ...refusal.data, form: 'sesi', weekdays, speakerIds });
    }
  },
  narasumber: async (event) =>
    act(event, 'narasumber', async (ctx, id, values) => {
      await addSpeaker(ctx, id, speakerOf(values));
      return m.programs_speaker_said();
    }),
  ubahNarasumber: async (event) =>
    act(event, 'ubahNarasumber', async (ctx, _id, values) => {
      const became = await changeSpeaker(ctx, idIn(values), speakerOf(values));
      if (became === 'invited_again') return m.programs_speaker_invited_anew();
      return became === 'link_renewed' ? m.programs_speaker_link_renewed() : m.programs_speaker_said();
    }),
  undang: async (event) =>
    act(event, 'undang', async (ctx, _id, { id, nth }) => {
      await inviteSpeaker(ctx, idIn({ id }), wholeIn({ nth }, 'nth') ?? 0);
      const { email } = await channelsToGuests(event.locals.services);
      return email ? m.programs_speaker_invited_said() : m.programs_speaker_invited_list();
    }),
  jawaban: async (event) =>
    act(event, 'jawaban', async (ctx, _id, { id, answer }) => {
      await noteSpeakerAnswer(ctx, idIn({ id }), SPEAKER_ANSWERS.find((one) => one === answer) ?? 'invited');
      return m.programs_speaker_said();
    }),
  hapusNarasumber: async (event) =>
    act(event, 'narasumber', async (ctx, _id, values) => {
      await removeSpeaker(ctx, idIn(values));
      return m.programs_speaker_removed_said();
    }),
  bacaan: async (event) =>
    act(event, 'bacaan', async (ctx, id, values) => {
      await addChosen(ctx, id, { sessionId: null, values });
      return m.programs_reading_said();
    }),
  hapusBacaan: async (event) =>
    act(event, 'bacaan', async (ctx, id, values) => {
      await removeReading(ctx, id, idIn(values));
      return m.programs_reading_removed_said();
    }),
};
