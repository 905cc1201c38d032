import { countQueue, listTickets, type Queue, type QueueLine } from '#modules/city/service';
import { TICKET_KINDS, type TicketKind } from '#modules/city/service/client';
import { listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import { KIND_WORDS, kindOptions, stateWords, workingTime } from './ticket-words.server.ts';

const TABS = {
  perlu: { tab: 'needs_answer', label: m.service_tab_needs_answer },
  menunggu: { tab: 'waiting', label: m.service_tab_waiting },
  saya: { tab: 'mine', label: m.service_tab_mine },
  selesai: { tab: 'done', label: m.service_tab_done },
} as const;
type TabKey = keyof typeof TABS;
const isTab = (text: string): text is TabKey => Object.hasOwn(TABS, text);

export const QUEUE_PATHS: Record<Queue, string> = {
  enquiries: '/staf/layanan',
  complaints: '/staf/layanan/pengaduan',
};
const MAY = { enquiries: 'enquiries.answer', complaints: 'complaints.answer' } as const;
const AT_ONCE = 30;

/** A line of a queue in words. */
function lineView(line: QueueLine, ctx: Ctx) {
  const { id, number, title, kind, state, leftMinutes, mergedCount, senderName, createdAt, timeZone } = line;
  const time =
    leftMinutes === null
      ? stateWords(state)
      : { word: workingTime(leftMinutes), mark: leftMinutes < 0 ? ('late' as const) : ('wait' as const) };
  return {
    ...{ id, number, title, href: localizeHref(`/staf/layanan/${id}`), time: time.word, mark: time.mark },
    isLate: leftMinutes !== null && leftMinutes < 0,
    about: [
      KIND_WORDS[kind](),
      senderName === '' ? m.service_name_none() : senderName,
      ...(mergedCount > 0 ? [m.service_merged_count({ count: mergedCount })] : []),
      formatInstant(createdAt, timeZone, ctx.locale),
      line.libraryName,
      ...(line.ownerName === null ? [] : [`${m.service_owner()}: ${line.ownerName}`]),
    ].join(' · '),
  };
}

const kindAsked = (text: string | null): TicketKind | undefined => TICKET_KINDS.find((kind) => kind === text);

/** A queue as its page shows it, by what the address asks for. */
export async function queueView(ctx: Ctx, url: URL, queue: Queue) {
  const asked = url.searchParams.get('tampil') ?? '';
  const shown: TabKey = isTab(asked) ? asked : 'perlu';
  const kind = kindAsked(url.searchParams.get('jenis'));
  const tag = url.searchParams.get('penanda')?.slice(0, 40) ?? '';
  const libraries = (await listLibraries(ctx)).filter(({ id }) => can(ctx.actor, MAY[queue], id));
  const wanted = idAsked(url.searchParams.get('perpustakaan'));
  const libraryId = libraries.some(({ id }) => id === wanted) ? (wanted ?? undefined) : undefined;
  const filter = { queue, kind, libraryId, tag };
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listTickets(ctx, { ...filter, tab: TABS[shown].tab }, { cursor, limit: AT_ONCE });
  const { counts, tags } = await countQueue(ctx, filter);
  const hrefOf = (more: Record<string, string>): string => {
    const query = new URLSearchParams({
      ...(kind && { jenis: kind }),
      ...(libraryId !== undefined && { perpustakaan: String(libraryId) }),
      ...(tag !== '' && { penanda: tag }),
      ...more,
    });
    return localizeHref(`${QUEUE_PATHS[queue]}?${query.toString()}`);
  };
  const countOf = (tab: (typeof TABS)[TabKey]['tab']): number | null => (tab === 'done' ? null : counts[tab]);
  return {
    ...{ queue, shown, kind: kind ?? '', tag, tags, libraryId: libraryId ?? '' },
    title: queue === 'enquiries' ? m.service_title_enquiries() : m.service_title_complaints(),
    tabs: Object.entries(TABS).map(([key, { tab, label }]) => ({
      ...{ key, label: label(), count: countOf(tab), href: hrefOf({ tampil: key }) },
    })),
    lines: data.map((line) => lineView(line, ctx)),
    next: next === null ? null : hrefOf({ tampil: shown, lanjut: next }),
    kinds: queue === 'enquiries' ? kindOptions().filter(({ value }) => value !== 'complaint') : [],
    libraries: libraries.length > 1 ? libraries.map(({ id, name }) => ({ value: id, label: name })) : [],
  };
}

const BESIDE = 12;

/** The first of a queue, beside an open ticket. */
export async function queueBeside(ctx: Ctx, queue: Queue) {
  const { data } = await listTickets(ctx, { queue, tab: 'needs_answer' }, { limit: BESIDE });
  return data.map((line) => lineView(line, ctx));
}
