import { readWriting } from '#modules/ground/content';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { forgetUnseen, keepAddresses, noteLook, selectDue, selectShownBlocks } from '../data/outward.queries.ts';
import { writablePage } from '../managed-page.ts';
import { outwardOf } from '../rules/outward.ts';
import { askAddress, type Look } from './ask-address.ts';

type Named = Pick<Config, 'outgoingHosts'>;

const DAY = 86_400_000;
const PAGES_AT_ONCE = 100;
/** In one night. */
const MOST_LOOKS = 400;
const AT_ONCE = 4;
/** Of one page, by whoever waits for it. */
const MOST_OF_A_PAGE = 20;

/** Looks at addresses, a few at once. What is of our own network is left out. */
async function look(addresses: readonly string[], { outgoingHosts }: Named, signal?: AbortSignal) {
  const seen: { address: string; look: Exclude<Look, 'ours'> }[] = [];
  const left = [...addresses];
  const next = async (): Promise<void> => {
    for (let address = left.shift(); address !== undefined && !signal?.aborted; address = left.shift()) {
      const found = await askAddress(address, outgoingHosts, signal);
      if (found !== 'ours' && !signal?.aborted) seen.push({ address, look: found });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return seen;
}

/** Where nothing answers at all it is our own network that is gone: nothing is said of any link. */
const isOffline = (seen: readonly { look: Look }[]): boolean =>
  seen.length > 0 && seen.every((one) => one.look === 'silent');

/**
 * Looks at where pages that everybody sees lead outside: each link once a week, one without an answer each night. For the worker, at night; broken
 * off it goes on the next time.
 */
export async function lookAtShown(ctx: Pick<Ctx, 'db' | 'clock'>, named: Named, signal?: AbortSignal): Promise<void> {
  const now = ctx.clock.now();
  await forgetUnseen(ctx.db, now);
  let afterId = 0;
  for (;;) {
    const pages = await selectShownBlocks(ctx.db, { now, afterId, limit: PAGES_AT_ONCE });
    for (const { id, blocks } of pages) {
      const leads = outwardOf(blocks.flatMap(({ body, english }) => (english === null ? [body] : [body, english])));
      await ctx.db.transaction().execute(async (trx) => keepAddresses(trx, id, leads));
    }
    afterId = pages.at(-1)?.id ?? 0;
    if (pages.length < PAGES_AT_ONCE) break;
  }
  const due = await selectDue(ctx.db, {
    before: new Date(now.getTime() - 6.5 * DAY),
    silentBefore: new Date(now.getTime() - DAY / 2),
    limit: MOST_LOOKS,
  });
  const seen = await look(due, named, signal);
  if (seen.length > 2 && isOffline(seen)) return;
  for (const { address, look: found } of seen) await noteLook(ctx.db, { address, there: found === 'there', at: now });
}

/**
 * Looks at once at where a page leads outside as it is being written, for whoever asks before it is published. Needs what writing it needs. Throws
 * `site.page_not_found`. @returns the addresses that do not answer
 */
export async function lookAtPage(ctx: Ctx, named: Named, id: number): Promise<{ looked: number; silent: string[] }> {
  const page = await writablePage(ctx, id);
  const { blocks } = await readWriting(ctx, page.writingId);
  const leads = outwardOf(blocks.flatMap(({ body, english }) => (english === null ? [body] : [body, english])));
  const seen = await look(leads.slice(0, MOST_OF_A_PAGE), named);
  const silent = seen.filter((one) => one.look === 'silent').map(({ address }) => address);
  return { looked: seen.length, silent };
}
