import { answerAids, listViewers, sendersToCall, viewTicket, type TicketDetail } from '#modules/city/service';
import { elementName } from '#modules/city/satisfaction';
import { IKM_ELEMENTS } from '#modules/community/questionnaires/client';
import { getLibrary, listLibraries } from '#modules/ground/libraries';
import { channelsToGuests } from '#modules/people/notifications';
import { accountOf, type Ctx, type Locale } from '#platform/context';
import { canAnywhere } from '#platform/rights/authorize';
import type { Services } from '#platform/services';
import { formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { answerWithSources } from '#web/features/answers/parts/cited.server.ts';
import { callLine } from '#web/features/notifications/parts/call-line.server.ts';
import { QUEUE_PATHS, queueBeside } from './queue-view.server.ts';
import {
  clockView,
  hoursWords,
  KIND_WORDS,
  kindOptions,
  languageName,
  lawView,
  RATING_WORDS,
  stateWords,
  stepWords,
  VIA_WORDS,
} from './ticket-words.server.ts';

type Neighbour = TicketDetail['linked'][number];
const neighbourView = ({ id, number, title, state }: Neighbour) => ({
  ...{ number, title, state: stateWords(state).word, href: localizeHref(`/staf/layanan/${id}`) },
});

/** Where the answer goes. */
function goesTo({ contactKind, contact, memberId, merged }: TicketDetail): string {
  if (merged.length > 0) return m.service_answer_goes_all({ count: merged.length + 1 });
  if (memberId !== null) return m.service_answer_goes_account();
  if (contact === '') return m.service_answer_goes_none();
  return contactKind === 'email'
    ? m.service_answer_goes_email({ contact })
    : m.service_answer_goes_whatsapp({ contact });
}

/** What it is about, with its page where there is one. */
async function aboutView(ctx: Ctx, { aboutKind, aboutRef, aboutLabel }: TicketDetail) {
  switch (aboutKind) {
    case null:
      return null;
    case 'bib':
      return { label: aboutLabel, href: localizeHref(`/katalog/${aboutRef}`) };
    case 'program':
      return { label: aboutLabel, href: localizeHref(`/staf/kegiatan/${aboutRef}`) };
    case 'library': {
      const { code } = await getLibrary(ctx, Number(aboutRef));
      return { label: aboutLabel, href: localizeHref(`/perpustakaan/${code.toLowerCase()}`) };
    }
    case 'page':
      return { label: aboutLabel, href: localizeHref(aboutRef) };
    case 'loan':
      return { label: aboutLabel, href: null };
  }
}

const PAPER_SIZE = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1 });
const sizeWords = (bytes: number): string => `${PAPER_SIZE.format(Math.max(0.1, bytes / 1_048_576))} MB`;

/** In which language whoever sent it is to be answered, where that is not the language that is read here. */
const languageSaid = (language: 'id' | 'en', locale: Locale): string[] =>
  language === locale ? [] : [languageName(language, locale)];

/** A ticket as its page shows it. @param cannedId which canned answer is put into the answer */
export async function ticketView(
  ctx: Ctx,
  services: Pick<Services, 'config' | 'notices' | 'db' | 'mailer' | 'secrets'>,
  { id, cannedId }: { id: number; cannedId: number | null },
) {
  const ticket = await viewTicket(ctx, id);
  const { timeZone: zone, kind, state, clocks, senderName, merged } = ticket;
  const { locale } = ctx;
  const when = (at: Date): string => formatInstant(at, zone, locale);
  const { colleagues, canned, alike, praised } = await answerAids(ctx, ticket);
  const queue = kind === 'complaint' ? ('complaints' as const) : ('enquiries' as const);
  const { word, mark } = stateWords(state);
  const sender = senderName === '' ? m.service_name_none() : senderName;
  const names = new Map(
    merged.map((one) => [one.number, one.senderName === '' ? m.service_name_none() : one.senderName]),
  );
  return {
    ...{ id, number: ticket.number, title: ticket.title, kind, kindWord: KIND_WORDS[kind](), version: ticket.version },
    ...{ state: word, mark, isDone: state === 'resolved' || state === 'closed', sender },
    back: { href: localizeHref(QUEUE_PATHS[queue]), label: m.service_back() },
    came: [VIA_WORDS[ticket.via](), sender, ticket.libraryName, ...languageSaid(ticket.language, locale)].join(' · '),
    proven: ticket.proven,
    memberHref: ticket.memberNumber && localizeHref(`/staf/anggota/${encodeURIComponent(ticket.memberNumber)}`),
    about: await aboutView(ctx, ticket),
    clocks: [
      ...(clocks.first ? [clockView(clocks.first, m.service_clock_first(), { zone, locale })] : []),
      ...(clocks.solve ? [clockView(clocks.solve, m.service_clock_solve(), { zone, locale })] : []),
    ],
    law: clocks.law && lawView(clocks.law, zone, locale),
    hours: hoursWords(clocks.hoursOf),
    messages: await Promise.all(
      ticket.messages.map(async (message) => ({
        ...{ id: message.id, author: message.author, text: message.text, rough: message.rough },
        answer:
          message.author === 'staff'
            ? await answerWithSources(ctx, { text: message.text, writtenOn: localDate(message.writtenAt, zone) })
            : null,
        head:
          message.author === 'note'
            ? m.service_note_by({ name: message.staffName, at: when(message.writtenAt) })
            : m.service_said_by({
                name: message.author === 'person' ? (names.get(message.ofNumber) ?? sender) : message.staffName,
                at: when(message.writtenAt),
              }),
        ofNumber: merged.length > 0 && message.author === 'person' ? message.ofNumber : '',
        maySplit: message.author === 'person' && message.ofNumber === ticket.number,
        files: message.files.map((file) => ({
          href: localizeHref(`/staf/layanan/berkas/${file.id}`),
          label:
            file.mediaType === 'application/pdf'
              ? m.service_file_pdf({ size: sizeWords(file.sizeBytes) })
              : m.service_file_picture({ size: sizeWords(file.sizeBytes) }),
        })),
      })),
    ),
    mayDraft: canAnywhere(ctx.actor, 'answers.edit') && ticket.messages.some(({ author }) => author === 'staff'),
    steps: ticket.steps.map((step) => ({ at: when(step.at), says: stepWords(step), by: step.staffName })),
    answerTo:
      senderName === '' || merged.length > 0 ? m.service_answer_for_code() : m.service_answer_for({ name: sender }),
    goesTo: goesTo(ticket),
    answer: canned.find((one) => one.id === cannedId)?.text ?? '',
    canned: canned.map((one) => ({ title: one.title, href: `?pakai=${one.id}#jawaban` })),
    owner: { id: ticket.ownerId ?? '', name: ticket.ownerName, isMe: ticket.ownerId === accountOf(ctx.actor) },
    colleagues: colleagues.map((one) => ({ value: one.id, label: one.name })),
    watches: ticket.watches,
    watchers: ticket.watchers.map(({ name }) => name).join(', '),
    tags: ticket.tags.join(', '),
    element: ticket.element ?? '',
    elements: IKM_ELEMENTS.map((value) => ({ value, label: `${value} ${elementName(value, locale)}` })),
    kinds: kindOptions().filter(({ value }) => value !== kind),
    splitKinds: kindOptions(),
    libraries: (await listLibraries(ctx, { active: true }))
      .filter((one) => one.id !== ticket.libraryId)
      .map((one) => ({ value: one.id, label: one.name })),
    // praise goes by e-mail alone
    praised: (praised.length > 0 && (await channelsToGuests(services)).email ? praised : []).map((one) => ({
      value: one.id,
      label: one.name,
    })),
    alike: alike.map((one) => ({
      ...{ number: one.number, title: one.title, state: stateWords(one.state).word },
      href: localizeHref(`/staf/layanan/${one.id}`),
    })),
    linked: ticket.linked.map(neighbourView),
    merged: merged.map((one) => ({ number: one.number, sender: names.get(one.number) ?? '' })),
    parts: ticket.parts.map(neighbourView),
    mergedInto: ticket.mergedInto && neighbourView(ticket.mergedInto),
    splitFrom: ticket.splitFrom && neighbourView(ticket.splitFrom),
    change: ticket.changeText,
    isChangePublic: ticket.changePublic,
    handed: [ticket.handedTo, ticket.handedNumber].filter(Boolean).join(' '),
    rating: ticket.rating && RATING_WORDS[ticket.rating](),
    ratingWords: ticket.ratingWords,
    others: await listViewers(ctx, id),
    calls: (await sendersToCall(ctx, services, id)).map((call) => callLine(call, zone, locale)),
    beside: await queueBeside(ctx, queue),
  };
}
export type TicketView = Awaited<ReturnType<typeof ticketView>>;
