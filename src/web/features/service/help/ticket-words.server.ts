import type { FollowedTicket, Rating, ServiceClock, TicketKind, TicketState } from '#modules/city/service/client';
import type { Ctx } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { answerWithSources } from '#web/features/answers/parts/cited.server.ts';

const KINDS: Record<TicketKind, () => string> = {
  question: () => m.help_kind_question(),
  complaint: () => m.help_kind_complaint(),
  suggestion: () => m.help_kind_suggestion(),
  praise: () => m.help_kind_praise(),
};
export const kindName = (kind: TicketKind): string => KINDS[kind]();

const STATES: Record<TicketState, () => string> = {
  new: () => m.help_state_new(),
  open: () => m.help_state_open(),
  waiting_patron: () => m.help_state_waiting_patron(),
  resolved: () => m.help_state_resolved(),
  closed: () => m.help_state_closed(),
};
export const stateName = (state: TicketState): string => STATES[state]();

export const ratingNames: Record<Rating, () => string> = {
  no: () => m.service_rating_no(),
  partly: () => m.service_rating_partly(),
  yes: () => m.service_rating_yes(),
  yes_fast: () => m.service_rating_yes_fast(),
};

/** Minutes of working time: `11 jam 52 menit`. */
export function timeInWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return m.help_minutes({ minutes: rest });
  return rest === 0 ? m.help_hours({ hours }) : m.help_hours_minutes({ hours, minutes: rest });
}

/** What is said of the promise of a first answer, beside its step or while it is waited for. */
export function firstAnswerSaid(clock: ServiceClock, zone: string, locale: Ctx['locale']): string | null {
  const { state, usedMinutes, targetMinutes, dueAt } = clock;
  const said = { used: timeInWords(usedMinutes), target: timeInWords(targetMinutes) };
  if (state === 'met') return m.help_first_met(said);
  if (state === 'missed') return m.help_first_missed(said);
  if (state === 'late') return m.help_late();
  return dueAt ? m.help_first_by({ at: formatInstant(dueAt, zone, locale, 'full') }) : null;
}

const isKind = (text: string): text is TicketKind => text in KINDS;
const isRating = (text: string): text is Rating => text in ratingNames;
const detailOf = (detail: string): string => {
  if (isKind(detail)) return kindName(detail);
  return isRating(detail) ? ratingNames[detail]() : detail;
};

/** A ticket as its page shows it to whoever sent it. */
export async function ticketView(ctx: Ctx, ticket: FollowedTicket) {
  const { locale } = ctx;
  const zone = ticket.library.timeZone;
  const at = (instant: Date): string => formatInstant(instant, zone, locale, 'full');
  const { first } = ticket.clocks;
  const isAnswered = first !== null && (first.state === 'met' || first.state === 'missed');
  return {
    number: ticket.number,
    kind: kindName(ticket.kind),
    state: stateName(ticket.state),
    library: ticket.library.name,
    about: ticket.about === null ? null : m.help_about({ what: ticket.about.label }),
    isAccount: ticket.contactKind === 'account',
    isMerged: ticket.isMerged,
    handed: handedSaid(ticket),
    changed: ticket.changeText,
    promise: first === null || isAnswered ? null : firstAnswerSaid(first, zone, locale),
    messages: await Promise.all(
      ticket.messages.map(async ({ id, byPerson, staffName, text, writtenAt, files }) => ({
        ...{ id, byPerson, text },
        // of what people wrote nothing is a link: it may lead anywhere
        answer: byPerson ? null : await answerWithSources(ctx, { text, writtenOn: localDate(writtenAt, zone) }),
        who: byPerson ? m.help_you() : staffName,
        at: at(writtenAt),
        files: files.map((file) => ({ id: file.id, isPicture: file.mediaType.startsWith('image/') })),
      })),
    ),
    steps: ticket.steps.map(({ at: instant, what, detail }, nth) => ({
      nth,
      at: at(instant),
      text: sentenceOf('help_step', what, { detail: detailOf(detail) }, locale) ?? what,
      // beside the first answer stands how the promise was kept
      more: isAnswered && nth === firstAnswer(ticket) ? firstAnswerSaid(first, zone, locale) : null,
    })),
    closes: ticket.closesAt && m.help_closes({ date: at(ticket.closesAt) }),
    parts: ticket.parts.map((part) => ({ number: part.number, title: part.title, state: stateName(part.state) })),
    rating: ticket.rating === null ? null : ratingNames[ticket.rating](),
    mayWrite: ticket.mayWrite,
    mayRate: ticket.mayRate,
    mayReopen: ticket.mayReopen,
  };
}

const firstAnswer = ({ steps }: FollowedTicket): number =>
  steps.findIndex(({ what }) => what === 'answered' || what === 'waiting' || what === 'resolved');

function handedSaid({ handedTo, handedNumber }: FollowedTicket): string | null {
  if (handedTo === '') return null;
  return handedNumber === ''
    ? m.help_handed({ to: handedTo })
    : m.help_handed_number({ to: handedTo, number: handedNumber });
}
