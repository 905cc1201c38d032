import { hasCertificate } from '#modules/community/certificates';
import { acceptOffer, cancelEnrolment, forgetGuest, viewTicket } from '#modules/community/programs';
import { isOver } from '#modules/community/programs/client';
import { openForParticipants } from '#modules/community/questionnaires';
import type { PageAccess } from '#platform/rights/access';
import { qrSvg } from '#platform/papers/qr';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { sessionBoards } from '#web/features/ideas/parts/session-boards.server.ts';
import {
  programCard,
  programHref,
  sessionLine,
  stateOf,
  statusOf,
} from '#web/features/programs/parts/program-words.server.ts';
import { toldInWords } from '#web/features/programs/told-words.server.ts';
import { rememberTicket } from '#web/features/programs/own/ticket-cookie.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { secret: 'the code of the ticket' };

/** What a ticket is for, where it stands, and what can be done with it; whoever has it may. */
export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url, cookies, setHeaders }) => {
  const { enrolment, program, sessions } = await viewTicket(ctx, params.ticket);
  setHeaders({ 'cache-control': 'no-store' });
  const { status, offerEndsAt, ticket } = enrolment;
  if (status === 'confirmed') rememberTicket(cookies, program.id, ticket);
  const zone = program.library.timeZone;
  const over = isOver(program.state) || (program.endsAt !== null && program.endsAt <= ctx.clock.now());
  const live = ['requested', 'confirmed', 'waitlisted', 'offered'].includes(status);
  return {
    program: programCard(program, ctx.locale),
    name: enrolment.name,
    people: enrolment.people,
    status,
    // a sure seat in what does not take place is none
    state: program.state === 'cancelled' && live ? stateOf('cancelled') : statusOf(status),
    position: enrolment.position,
    offerUntil: offerEndsAt && formatInstant(offerEndsAt, zone, ctx.locale, 'full'),
    told: await toldInWords(services, enrolment),
    over,
    mayCancel: live && !over,
    isGuest: enrolment.memberId === null && enrolment.placedByMemberId === null && enrolment.name !== '',
    ticket: ticket.replace(/(.{4})(?=.)/g, '$1 '),
    qr:
      status === 'confirmed' && !over
        ? `data:image/svg+xml,${encodeURIComponent(qrSvg(`${siteOrigin(services, url)}/kegiatan/tiket/${ticket}`))}`
        : null,
    boards: status === 'confirmed' ? await sessionBoards(ctx, program.id) : {},
    sessions: sessions.map((session) => sessionLine(session, zone, ctx.locale)),
    questionnaires:
      status === 'confirmed'
        ? (await openForParticipants(ctx, program.id)).map((placement) => ({
            href: localizeHref(`/isi/${placement.code}`),
            name: placement.questionnaire.name,
            about: [placement.session?.title, placement.speaker?.name, placement.label].filter(Boolean).join(' · '),
          }))
        : [],
    calendarHref: `${programHref(program.slug)}/kalender.ics`,
    certificateHref: (await hasCertificate(ctx, ticket)) ? localizeHref(`/kegiatan/tiket/${ticket}/sertifikat`) : null,
  };
};

const act = (work: typeof acceptOffer, said: () => string) =>
  formAction<RequestEvent, string>({ keeps: false }, async ({ ctx, params: { ticket } }) => {
    await work(ctx, { ticket });
    return said();
  });

export const actions: Actions = {
  take: act(acceptOffer, m.programs_taken_said),
  forget: formAction({ keeps: false }, async ({ ctx, services, params }) => {
    const { slug } = await forgetGuest(ctx, services.personalData, params.ticket);
    return done(m.programs_forgotten_said(), programHref(slug));
  }),
  cancel: act(cancelEnrolment, m.programs_cancelled_said),
};
