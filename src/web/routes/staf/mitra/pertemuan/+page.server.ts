import { countCommitments, countMeetings, listCommitments, listMeetings } from '#modules/city/partners';
import type { CommitmentView, MeetingView } from '#modules/city/partners/client';
import { networkZone } from '#modules/ground/libraries';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { localDate } from '#shared/dates';
import {
  commitmentLineView,
  meetingLineView,
  meetingViewName,
  promiseViewName,
} from '#web/features/partners/meetings/meeting-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const PATH = '/staf/mitra/pertemuan';
const PER_PAGE = 50;
const MEETINGS: Readonly<Record<string, MeetingView>> = { datang: 'coming', notulen: 'unwritten', semua: 'all' };
const PROMISES: Readonly<Record<string, CommitmentView>> = { janji: 'open', terlambat: 'late', lanjut: 'follow' };

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const tab = searchParams.get('tampil') ?? '';
  const promised = Object.hasOwn(PROMISES, tab) ? PROMISES[tab] : undefined;
  const shown = promised || Object.hasOwn(MEETINGS, tab) ? tab : 'datang';
  const cursor = searchParams.get('lanjutan') ?? undefined;
  const at = { today: localDate(ctx.clock.now(), await networkZone(ctx.db)), locale: ctx.locale };
  const hrefOf = (key: string, from: string | null = null): string =>
    localizeHref(`${PATH}?${new URLSearchParams({ tampil: key, ...(from && { lanjutan: from }) }).toString()}`);
  const meetings = promised
    ? { data: [], next: null }
    : await listMeetings(ctx, { view: MEETINGS[shown] ?? 'coming', cursor, limit: PER_PAGE });
  const promises = promised
    ? await listCommitments(ctx, { view: promised, cursor, limit: PER_PAGE })
    : { data: [], next: null };
  const counts = { ...(await countMeetings(ctx)), ...(await countCommitments(ctx)) };
  const next = meetings.next ?? promises.next;
  return {
    ...{ shown, isPromises: promised !== undefined },
    tabs: [
      ...Object.entries(MEETINGS).map(([key, view]) => ({ key, label: meetingViewName(view), count: counts[view] })),
      ...Object.entries(PROMISES).map(([key, view]) => ({ key, label: promiseViewName(view), count: counts[view] })),
    ].map((one) => ({ ...one, href: hrefOf(one.key) })),
    meetings: meetings.data.map((line) => meetingLineView(line, at)),
    promises: promises.data.map((line) => commitmentLineView(line, at)),
    next: next && hrefOf(shown, next),
    previous: cursor === undefined ? null : hrefOf(shown),
    partnersHref: localizeHref('/staf/mitra'),
    remindersHref: localizeHref('/staf/mitra/pengingat'),
  };
};
