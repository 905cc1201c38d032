import { selectArrivals, selectBibCards, selectNewestBibIds } from '#modules/collection/catalog';
import { mostFound, search } from '#modules/collection/search';
import { listPublicPlans } from '#modules/community/ideas';
import { sessionCalendar } from '#modules/community/programs';
import { recordAudit } from '#modules/ground/audit';
import type { BlockPair } from '#modules/ground/content';
import { networkZone } from '#modules/ground/libraries';
import { namesAmong } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { addDays, firstOfMonth, formatDate, instantAt, isoWeekday, localDate, type LocalDate } from '#shared/dates';
import { isDrafted, updatePage, type DraftSource } from '../data/pages.queries.ts';
import { selectTopics } from '../data/topics.queries.ts';
import { SEASON_AHEAD, SEASONS } from '../rules/seasons.ts';
import { pageEntity } from '../managed-page.ts';
import { writeDraft } from '../writing/begin-page.ts';

/** So many titles are looked through for those that came in a week. */
const LOOKED_AT = 1000;
/** More come when a library moves in: that is no news of a week. */
const MOST_OF_A_WEEK = 500;
/** Fewer make no news; more stand in the catalogue. */
const LEAST_BOOKS = 3;
const MOST_BOOKS = 8;
const MOST_PROGRAMS = 40;
/** Fewer make no list. */
const LEAST_WORDS = 3;
const MOST_WORDS = 10;
const LOOKED_THROUGH = 40;
/** Who follows a list of words has typed none of them: the page of the catalogue counts what bears only words. */
const ORIGIN = 'terdicari';

/** A draft before it is written. */
interface Found {
  /** What it is made of and when: no second one is made of the same. */
  key: string;
  source: DraftSource;
  topic: string;
  title: string;
  lead: string;
  blocks: BlockPair[];
}

const text = (words: string): BlockPair => ({ body: { kind: 'text', spans: [{ text: words }] }, english: null });
const embed = (kind: string, ref: number): BlockPair => ({
  body: { kind: 'embed', embed: kind, ref: String(ref) },
  english: null,
});
const day = (date: LocalDate): string => formatDate(date, 'id');
/** "November 2026" of a day. */
const monthName = (date: LocalDate): string => day(date).replace(/^\d+ /, '');

/** Books that came in the week that ended. */
async function arrivals({ db }: Ctx, { monday, zone }: Week): Promise<Found | null> {
  const [from, to] = [addDays(monday, -7), addDays(monday, -1)];
  const arrived = await selectArrivals(db, await selectNewestBibIds(db, LOOKED_AT));
  const since = instantAt(from, 0, zone);
  const until = instantAt(monday, 0, zone);
  const ids = [...arrived].flatMap(([id, at]) => (at >= since && at < until ? [id] : []));
  if (ids.length > MOST_OF_A_WEEK) return null;
  const cards = await selectBibCards(db, ids);
  if (cards.length < LEAST_BOOKS) return null;
  const shown = cards.slice(0, MOST_BOOKS);
  return {
    key: `arrivals:${from}`,
    source: { kind: 'arrivals', from, to },
    topic: 'buku',
    title: `${cards.length} judul baru pekan ini`,
    lead: `Antara lain ${shown
      .slice(0, 3)
      .map(({ title }) => title)
      .join(', ')}.`,
    blocks: [
      text(
        `Dari ${day(from)} sampai ${day(to)} masuk ${cards.length} judul. Yang tertulis “ada” bisa langsung dipinjam.`,
      ),
      ...shown.map(({ id }) => embed('record', id)),
    ],
  };
}

/** What goes on in the week that comes. */
async function programs({ db }: Ctx, { monday, zone }: Week): Promise<Found | null> {
  const [from, to] = [addDays(monday, 7), addDays(monday, 13)];
  const calendar = await sessionCalendar(
    { db },
    { from: instantAt(from, 0, zone), to: instantAt(addDays(to, 1), 0, zone) },
  );
  const ids = [...new Set(calendar.flatMap(({ program }) => (program.state === 'cancelled' ? [] : [program.id])))];
  if (ids.length === 0) return null;
  return {
    key: `programs:${from}`,
    source: { kind: 'programs', from, to },
    topic: 'kegiatan',
    title: `Kegiatan pekan ${day(from)}`,
    lead: `${ids.length} kegiatan menunggu Anda.`,
    blocks: [
      text(`Inilah yang berlangsung dari ${day(from)} sampai ${day(to)}.`),
      ...ids.slice(0, MOST_PROGRAMS).map((id) => embed('program', id)),
    ],
  };
}

/** Books for days of the year that come. */
async function seasons(ctx: Ctx, { today }: Week): Promise<Found[]> {
  const found: Found[] = [];
  for (const { key, on, name, asked } of SEASONS) {
    const [to] = [today.slice(0, 4), String(Number(today.slice(0, 4)) + 1)]
      .map((year) => `${year}-${on}`)
      .filter((date) => date >= today && date <= addDays(today, SEASON_AHEAD));
    if (to === undefined) continue;
    const { hits, partial } = await search(ctx, { q: asked, sort: 'popular', limit: MOST_BOOKS });
    if (partial !== null || hits.length < LEAST_BOOKS) continue;
    found.push({
      key: `season:${key}:${to.slice(0, 4)}`,
      source: { kind: 'season', from: today, to },
      topic: 'buku',
      title: `Bacaan untuk ${name}`,
      lead: `${name} jatuh pada ${day(to)}. Ini yang bisa dibaca.`,
      blocks: [
        text(`Buku-buku ini ditemukan di katalog dengan kata “${asked}”.`),
        ...hits.map(({ id }) => embed('record', id)),
      ],
    });
  }
  return found;
}

/** What became of plans that were made at programmes, and that their owners show to everybody. */
async function plans(ctx: Ctx, { monday, zone }: Week): Promise<Found | null> {
  const [from, to] = [addDays(monday, -7), addDays(monday, -1)];
  const done = (await listPublicPlans(ctx)).filter(({ status, endedAt }) => {
    const on = endedAt && localDate(endedAt, zone);
    return status === 'done' && on !== null && on >= from && on <= to;
  });
  if (done.length === 0) return null;
  return {
    key: `plans:${from}`,
    source: { kind: 'plans', from, to },
    topic: 'cerita-warga',
    title:
      done.length === 1
        ? `Jadi nyata: ${done[0]?.activity ?? ''}`.slice(0, 150).toWellFormed()
        : `${done.length} rencana jadi nyata pekan ini`,
    lead: 'Dijanjikan di sebuah kegiatan, dan dikerjakan.',
    blocks: [
      {
        body: { kind: 'list', ordered: false, items: done.map(({ activity }) => [{ text: activity }]) },
        english: null,
      },
      { body: { kind: 'button', label: 'Semua yang jadi', href: '/kegiatan/apa-yang-jadi' }, english: null },
    ],
  };
}

/** What readers looked for most in the month that ended, as far as it is there: words that were typed, which say of nobody who typed them. */
async function searched(ctx: Ctx, { today }: Week): Promise<Found | null> {
  const to = addDays(firstOfMonth(today), -1);
  const from = firstOfMonth(to);
  const found = await mostFound(ctx.db, { from, to, limit: LOOKED_THROUGH });
  // what is the name of somebody whom we know may be looked for, and is no news
  const names = await namesAmong(ctx.db, found);
  const words = found.filter((word) => !names.has(word)).slice(0, MOST_WORDS);
  if (words.length < LEAST_WORDS) return null;
  return {
    key: `searched:${from}`,
    source: { kind: 'searched', from, to },
    topic: 'buku',
    title: `Paling banyak dicari selama ${monthName(from)}`,
    lead: `Antara lain ${words.slice(0, 3).join(', ')}.`,
    blocks: [
      text(
        `Inilah yang paling banyak dicari di katalog dari ${day(from)} sampai ${day(to)}. Pilih satu untuk melihat bukunya.`,
      ),
      {
        body: {
          kind: 'list',
          ordered: true,
          items: words.map((word) => [{ text: word, href: `/katalog?q=${encodeURIComponent(word)}&asal=${ORIGIN}` }]),
        },
        english: null,
      },
    ],
  };
}

/** Today and the Monday of its week, in the zone of the network. */
interface Week {
  today: LocalDate;
  monday: LocalDate;
  zone: string;
}

/**
 * Writes drafts of news from what the library knows: each once for its week or day, and none where there is nothing to tell. Somebody reads and
 * publishes them; none names a reader. For the worker, every day. @returns how many were written
 */
export async function writeDrafts(ctx: Ctx): Promise<number> {
  const zone = await networkZone(ctx.db);
  const today = localDate(ctx.clock.now(), zone);
  const week = { today, zone, monday: addDays(today, 1 - isoWeekday(today)) };
  const found = [
    await arrivals(ctx, week),
    await programs(ctx, week),
    await plans(ctx, week),
    await searched(ctx, week),
    ...(await seasons(ctx, week)),
  ];
  const topics = new Map((await selectTopics(ctx.db)).map(({ slug, id }) => [slug, id]));
  // a network may have topics of its own: the first takes what has none
  const otherwise = [...topics.values()][0];
  let written = 0;
  for (const one of found) {
    const topicId = one && (topics.get(one.topic) ?? otherwise);
    if (one && topicId !== undefined && topicId !== null && (await writeFound(ctx, one, topicId))) written += 1;
  }
  return written;
}

/** @returns false: there is one of the same already */
async function writeFound(ctx: Ctx, { key, source, title, lead, blocks }: Found, topicId: number): Promise<boolean> {
  return ctx.db.transaction().execute(async (trx) => {
    if (await isDrafted(trx, key)) return false;
    const id = await writeDraft(trx, ctx, { kind: 'news', libraryId: null, topicId, title, blocks });
    await updatePage(trx, id, {
      summary: lead.slice(0, 400).toWellFormed(),
      draftKey: key,
      draftedFrom: JSON.stringify(source),
    });
    await recordAudit(trx, ctx, { action: 'page.wrote_itself', ...pageEntity({ id, libraryId: null }), after: source });
    return true;
  });
}
