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
import type { PageAccess } from '#platform/rights/access';
import { authorize, can } from '#platform/rights/authorize';
import { formatDate, formatInstant, formatWeekday, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { sessionBoards } from '#web/features/ideas/parts/session-boards.server.ts';
import { tiedHere } from '#web/features/partners/parts/together.server.ts';
import { formatChoices, recurrenceOf, sessionOf } from '#web/features/programs/program-form.server.ts';
import {
  closesInWords,
  programCard,
  programHref,
  roleName,
  seatsInWords,
  sessionLine,
} from '#web/features/programs/parts/program-words.server.ts';
import { addChosen, readingList } from '#web/features/programs/reading/reading-list.server.ts';
import { speakerCard } from '#web/features/programs/speakers/speaker-words.server.ts';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import { idIn, wholeIn, idsIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { panelsOf } from '#web/kit/panels/panels-of.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: ['programs.manage', 'programs.attendance'] },
  actions: {
    state: { may: 'programs.manage' },
    copy: { may: 'programs.manage' },
    session: { may: 'programs.manage' },
    dates: { may: 'programs.manage' },
    speaker: { may: 'programs.manage' },
    editSpeaker: { may: 'programs.manage' },
    invite: { may: 'programs.manage' },
    reply: { may: 'programs.manage' },
    removeSpeaker: { may: 'programs.manage' },
    reading: { may: 'programs.manage' },
    removeReading: { may: 'programs.manage' },
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
    panels: await panelsOf(ctx, { page: 'program', id }),
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
    tied: await tiedHere(ctx, { programId: id }),
    formats: formatChoices(),
    weekdays: Array.from({ length: 7 }, (_, nth) => ({ value: nth + 1, label: formatWeekday(nth + 1, ctx.locale) })),
    roles: SPEAKER_ROLES.map((value) => ({ value, label: roleName(value) })),
    speakers: speakers.map((speaker) => speakerCard(speaker, program, ctx, siteOrigin(services, url))),
    readings,
  };
};

const speakerOf = ({ name = '', title, email = '', role, language }: Record<string, string>) => ({
  name,
  title,
  email,
  role: SPEAKER_ROLES.find((one) => one === role) ?? 'speaker',
  language: language === 'en' ? ('en' as const) : ('id' as const),
});

/** Where the page has its list of sessions, of books, of speakers. */
const [SESSIONS, BOOKS, SPEAKERS] = ['#sesi', '#bacaan', '#narasumber'] as const;

/** The sessions that the form describes; `data` for the boxes that are ticked. */
const ticksOf = (data: FormData) => ({ weekdays: idsIn(data, 'weekdays'), speakerIds: idsIn(data, 'speakerIds') });

export const actions: Actions = {
  state: formAction({ form: 'state' }, async ({ ctx, params, values }) => {
    // `next` is what pages sent that were opened before
    const asked = values.state ?? values.next;
    await changeState(ctx, idOf(params.id), PROGRAM_STATES.find((one) => one === asked) ?? 'draft', values.reason);
    return m.programs_state_said();
  }),
  copy: formAction({ form: 'copy' }, async ({ ctx, params, values }) => {
    const copy = await cloneProgram(ctx, idOf(params.id), {
      moveDays: wholeIn(values, 'moveDays') ?? 0,
      asTemplate: values.how === 'template',
      nextEdition: values.how === 'edition',
    });
    return done(m.programs_cloned_said(), staffProgramPath(copy));
  }),
  session: formAction({ form: 'session' }, async ({ ctx, params, values, data }) => {
    const id = idOf(params.id);
    const { timeZone } = (await getProgram(ctx, id)).library;
    const { weekdays, speakerIds } = ticksOf(data);
    const made = await addSessions(ctx, id, sessionOf(values, speakerIds, timeZone), recurrenceOf(values, weekdays));
    const days = (await listSessions(ctx, id)).filter((one) => made.includes(one.id));
    const said = days.map(({ startsAt }) => formatDate(localDate(startsAt, timeZone), ctx.locale, 'medium'));
    return done(m.programs_sessions_said({ count: made.length, days: said.join(', ') }), SESSIONS);
  }),
  /** Shows which sessions would be made; makes none. */
  dates: formAction(
    { refused: (refusal, { data }) => ({ ...refusal, form: 'session', ...ticksOf(data) }) },
    async ({ ctx, params, values, data }) => {
      const id = idOf(params.id);
      const { timeZone } = (await getProgram(ctx, id)).library;
      const { weekdays, speakerIds } = ticksOf(data);
      const session = sessionOf(values, speakerIds, timeZone);
      const days = await previewSessions(ctx, id, session, recurrenceOf(values, weekdays));
      const dates = days.map(({ startsAt }) => formatInstant(startsAt, timeZone, ctx.locale, 'full'));
      return { form: 'session', message: '', values, fields: {}, weekdays, speakerIds, dates };
    },
  ),
  speaker: formAction({ form: 'speaker' }, async ({ ctx, params, values }) => {
    await addSpeaker(ctx, idOf(params.id), speakerOf(values));
    return done(m.programs_speaker_said(), SPEAKERS);
  }),
  editSpeaker: formAction({ form: 'editSpeaker' }, async ({ ctx, values }) => {
    const said = {
      invited_again: m.programs_speaker_invited_anew,
      link_renewed: m.programs_speaker_link_renewed,
      saved: m.programs_speaker_said,
    };
    const became = await changeSpeaker(ctx, idIn(values), speakerOf(values));
    return done(said[became](), SPEAKERS);
  }),
  invite: formAction({ form: 'invite' }, async ({ ctx, services, values }) => {
    await inviteSpeaker(ctx, idIn(values), wholeIn(values, 'nth') ?? 0);
    const { email } = await channelsToGuests(services);
    return done(email ? m.programs_speaker_invited_said() : m.programs_speaker_invited_list(), SPEAKERS);
  }),
  reply: formAction({ form: 'reply' }, async ({ ctx, values }) => {
    const answer = SPEAKER_ANSWERS.find((one) => one === values.answer) ?? 'invited';
    await noteSpeakerAnswer(ctx, idIn(values), answer);
    return done(m.programs_speaker_said(), SPEAKERS);
  }),
  removeSpeaker: formAction({ form: 'speaker' }, async ({ ctx, values }) => {
    await removeSpeaker(ctx, idIn(values));
    return done(m.programs_speaker_removed_said(), SPEAKERS);
  }),
  reading: formAction({ form: 'reading' }, async ({ ctx, params, values }) => {
    await addChosen(ctx, idOf(params.id), { sessionId: null, values });
    return done(m.programs_reading_said(), BOOKS);
  }),
  removeReading: formAction({ form: 'reading' }, async ({ ctx, params, values }) => {
    await removeReading(ctx, idOf(params.id), idIn(values));
    return done(m.programs_reading_removed_said(), BOOKS);
  }),
};
