import type { Cookies } from '@sveltejs/kit';
import { pictureAddress } from '#modules/collection/catalog';
import { placeHold } from '#modules/lending/circulation';
import { getOwnMember } from '#modules/people/members';
import {
  countGuest,
  enrol,
  enrolInSeries,
  getProgram,
  linkOfPage,
  listSessions,
  ownEnrolments,
} from '#modules/community/programs';
import { enrolmentWindow, isFull } from '#modules/community/programs/client';
import { keyOfNewEnrolment } from '#modules/community/questionnaires';
import { withPreparedStatements } from '#platform/database/prepared';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { readRequestKey } from '#platform/requests/request-key';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { formatNumber } from '#shared/money';
import { asksMore, enrolForm, enrolmentOf, fieldsOfForm } from '#web/features/programs/enrol-form.server.ts';
import { heardIn } from '#web/features/heard-from/parts/heard-in.server.ts';
import { sessionBoards } from '#web/features/ideas/parts/session-boards.server.ts';
import { togetherOn } from '#web/features/partners/parts/together.server.ts';
import { eventJsonLd } from '#web/features/programs/calendar/event-json-ld.server.ts';
import {
  byDay,
  closesInWords,
  feeInWords,
  languageName,
  programCard,
  programHref,
  roleName,
  seatsInWords,
  sessionLine,
} from '#web/features/programs/parts/program-words.server.ts';
import { rememberKey } from '#web/features/questionnaires/parts/answer-key.server.ts';
import { readingView } from '#web/features/programs/reading/reading-view.server.ts';
import { CODE_FIELD } from '#web/features/links/parts/carry-code.server.ts';
import { publicShell } from '#web/kit/frame/shell.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

export const _access: PageAccess = { page: 'public', actions: { reserve: 'member' } };

export const load: PageServerLoad = async (event) => withPreparedStatements(async () => loadProgram(event));

async function loadProgram({ locals: { ctx, services }, params, url }: PageServerLoadEvent) {
  const program = await getProgram(ctx, params.slug);
  const { locale } = ctx;
  const zone = program.library.timeZone;
  const [sessions, reading, form, own, { network }, boards, together] = await Promise.all([
    listSessions(ctx, program.id),
    readingView(ctx, program.id, zone),
    enrolForm(ctx, services, program),
    ctx.actor.kind === 'member' ? ownEnrolments(ctx) : [],
    publicShell(ctx),
    sessionBoards(ctx, program.id),
    togetherOn(ctx, { programId: program.id }),
  ]);
  const address = siteOrigin(services, url) + programHref(program.slug);
  const cover = program.cover && { src: pictureAddress(program.cover.key), alt: program.cover.alt };
  const { capacity, confirmedCount, offeredCount } = program;
  const taken = capacity === null ? null : Math.min(100, ((confirmedCount + offeredCount) / capacity) * 100);
  // whoever signs in first comes back with the code of the poster
  const link = await linkOfPage(ctx.db, url.searchParams.get(CODE_FIELD) ?? '', program.slug);
  const cameBy = link?.code ?? '';
  const back = `${url.pathname}${cameBy === '' ? '' : `?${CODE_FIELD}=${cameBy}`}#daftar`;
  const speakers = new Map(sessions.flatMap((one) => one.speakers).map((speaker) => [speaker.id, speaker]));
  return {
    againHref: localizeHref(`/kegiatan/${program.slug}/tautan`),
    program: {
      ...programCard(program, locale),
      description: program.description,
      goals: program.goals,
      outcomes: program.outcomes,
      language: program.language === 'id' ? '' : m.program_held_in({ language: languageName(program.language) }),
      jp: program.jp > 0 ? m.programs_jp({ jp: formatNumber(program.jp, locale) }) : '',
      fee: feeInWords(program.fee),
      partners: program.partners,
      seatsNow: seatsInWords(program),
      // a seat that comes free is offered to who waits first
      full: isFull(program) || program.waitlistedCount > 0,
      taken,
      takenText: capacity === null ? '' : m.programs_taken({ taken: confirmedCount + offeredCount, capacity }),
      queue: program.waitlistedCount,
      series: program.series,
    },
    window: enrolmentWindow(program, ctx.clock.now()),
    closes: closesInWords(program, locale),
    days: byDay(sessions.map((session) => sessionLine(session, zone, locale))).map(({ day, sessions: lines }) => ({
      day,
      sessions: lines.map((line) => ({ ...line, books: reading.booksOf(line.id) })),
    })),
    speakers: [...speakers.values()].map(({ id, name, title, role }) => ({ id, name, title, role: roleName(role) })),
    ...{ boards, together },
    reading: { at: reading.at, books: reading.books },
    cameBy,
    asksHeard: link?.answer === undefined,
    enrolForm: form,
    own: own
      .filter((one) => one.programId === program.id)
      .map(({ ticket, name }) => ({ name, href: localizeHref(`/kegiatan/tiket/${ticket}`) })),
    signInHref: `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(back)}`,
    calendarHref: `${programHref(program.slug)}/kalender.ics`,
    picture: `${siteOrigin(services, url)}/kegiatan/${program.slug}/gambar.png`,
    cover,
    address,
    jsonLd: eventJsonLd(program, sessions, {
      address,
      pictures: [
        cover && siteOrigin(services, url) + cover.src,
        `${siteOrigin(services, url)}/kegiatan/${program.slug}/gambar.png`,
      ].flatMap((one) => one ?? []),
      network,
    }),
  };
}

/** Enrols; a guest's browser keeps the keys by which its owner answers questionnaires later. @returns the ticket */
async function placed(ctx: Ctx, cookies: Cookies, values: Record<string, string>, programId: number): Promise<string> {
  const input = { ...enrolmentOf(values, programId), cameBy: values.cameBy ?? '', ...heardIn(values) };
  const made = values.series === '1' ? await enrolInSeries(ctx, input) : [await enrol(ctx, input)];
  if (ctx.actor.kind === 'anonymous') {
    for (const one of made) rememberKey(cookies, one.programId, await keyOfNewEnrolment(ctx, one.id));
  }
  return (made.find((one) => one.programId === programId) ?? made[0])?.ticket ?? '';
}

export const actions: Actions = {
  enrol: formAction(
    { refused: (refusal) => ({ ...refusal, form: 'enrol', fields: fieldsOfForm(refusal.fields) }) },
    async ({ ctx, services, params, cookies, event, values }) => {
      const program = await getProgram(ctx, params.slug);
      if (asksMore(program, values)) {
        return { message: m.programs_ask_more(), fields: {}, values, form: 'enrol', more: true };
      }
      const guest = { ip: event.getClientAddress(), contact: values.contact ?? '' };
      await countGuest(ctx, services.secrets, guest);
      return done(null, `/kegiatan/tiket/${await placed(ctx, cookies, values, program.id)}`);
    },
  ),
  reserve: formAction(async ({ ctx, event, values }) => {
    const bibId = idIn(values, 'bibId');
    const requestKey = readRequestKey(event.request.headers.get('idempotency-key'));
    const { homeLibraryId } = await getOwnMember(ctx);
    const hold = await placeHold(ctx, { bibId, pickupLibraryId: homeLibraryId, requestKey });
    const at = /^\d+$/.test(values.session ?? '') ? `#sesi-${values.session}` : '#bacaan';
    return done(m.hold_form_done({ position: hold.position ?? 1 }), at);
  }),
};
