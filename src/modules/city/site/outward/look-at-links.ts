import { readWriting } from '#modules/ground/content';
import { accountOf, actorName, type Ctx } from '#platform/context';
import { countAttempt } from '#platform/requests/rate-limit';
import {
  forgetUnseen,
  keepAddresses,
  noteLook,
  selectAnswered,
  selectDue,
  selectShownBlocks,
} from '../data/outward.queries.ts';
import { writablePage } from '../managed-page.ts';
import { leadsOf } from '../reading/leads.ts';
import { askAddress, type Look } from './ask-address.ts';

const DAY = 86_400_000;
const PAGES_AT_ONCE = 10;
/** In one night. */
const MOST_LOOKS = 400;
/** Each asks for a name first, of which the machine can look up few at once. */
const AT_ONCE = 2;
/** Links that answered last, by which it is told whether the library has internet at all. */
const KNOWN_ONES = 3;
/** Of one page, by whoever waits for it: so many links, so many milliseconds, so often. */
const MOST_OF_A_PAGE = 20;
const WAITS = 12_000;
const LOOKS_OF_ONE = { limit: 20, windowSeconds: 3600 };

interface Asking {
  /** Hosts of our own network that are reached all the same: for tests. */
  named?: readonly string[];
  signal?: AbortSignal | undefined;
}

interface Seen {
  address: string;
  look: Look;
}

/** Looks at addresses, a few at once, until it is called off. */
async function look(addresses: readonly string[], { named = [], signal }: Asking): Promise<Seen[]> {
  const seen: Seen[] = [];
  const left = [...addresses];
  const next = async (): Promise<void> => {
    for (let address = left.shift(); address !== undefined && !signal?.aborted; address = left.shift()) {
      const found = await askAddress(address, { named, ...(signal && { signal }) });
      // what was called off has not been seen
      if (!signal?.aborted || found !== 'silent') seen.push({ address, look: found });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return seen;
}

const anyAnswers = (seen: readonly Seen[]): boolean =>
  seen.some(({ look: found }) => found === 'there' || found === 'nothing');

/** Whether the library has internet: something answered just now, or something that did lately. */
const isOnline = async (ctx: Pick<Ctx, 'db'>, seen: readonly Seen[], asking: Asking): Promise<boolean> =>
  anyAnswers(seen) || anyAnswers(await look(await selectAnswered(ctx.db, KNOWN_ONES), asking));

/**
 * Looks at where pages that everybody sees lead outside: each link once a week, one without an answer each night. While the library has no internet,
 * nothing is said of any. For the worker, at night; broken off it goes on the next time.
 */
export async function lookAtShown(ctx: Pick<Ctx, 'db' | 'clock'>, asking: Asking = {}): Promise<void> {
  const now = ctx.clock.now();
  await forgetUnseen(ctx.db, now);
  let afterId = 0;
  for (;;) {
    const pages = await selectShownBlocks(ctx.db, { now, afterId, limit: PAGES_AT_ONCE });
    for (const { id, blocks } of pages) {
      await ctx.db.transaction().execute(async (trx) => keepAddresses(trx, id, leadsOf(blocks)));
    }
    afterId = pages.at(-1)?.id ?? 0;
    if (pages.length < PAGES_AT_ONCE) break;
  }
  const due = await selectDue(ctx.db, {
    before: new Date(now.getTime() - 6.5 * DAY),
    silentBefore: new Date(now.getTime() - DAY / 2),
    limit: MOST_LOOKS,
  });
  const seen = await look(due, asking);
  if (seen.length === 0 || !(await isOnline(ctx, seen, asking))) return;
  for (const { address, look: found } of seen) {
    // whether something of our own network is there nobody outside can tell
    await noteLook(ctx.db, { address, there: found === 'there' || found === 'ours', at: now });
  }
}

/** What came of a look at the links of one page. */
export interface PageLook {
  /** Addresses of the web to which it leads, and how many were looked at in the time that there is. */
  leads: number;
  looked: number;
  /** Those that no reader reaches: nothing is there, nobody answers, or it is in our own network. */
  silent: string[];
}

/**
 * Looks at once at where a page leads outside as it is being written, for whoever asks before it is published. Needs what writing it needs. Throws
 * `site.page_not_found`, `platform.too_many_requests`.
 */
export async function lookAtPage(ctx: Ctx, id: number, { named }: Pick<Asking, 'named'> = {}): Promise<PageLook> {
  const page = await writablePage(ctx, id);
  await countAttempt(ctx, `site-links:${accountOf(ctx.actor) ?? actorName(ctx.actor)}`, LOOKS_OF_ONE);
  const leads = leadsOf((await readWriting(ctx, page.writingId)).blocks);
  const seen = await look(leads.slice(0, MOST_OF_A_PAGE), {
    ...(named && { named }),
    signal: AbortSignal.timeout(WAITS),
  });
  const silent = seen.filter((one) => one.look !== 'there').map(({ address }) => address);
  return { leads: leads.length, looked: seen.length, silent };
}
