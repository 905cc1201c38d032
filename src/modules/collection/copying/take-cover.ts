import { getBib, setCover } from '#modules/collection/catalog';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { AppError } from '#platform/errors';
import { readOutgoing } from '#platform/sending/read-outgoing';
import type { Services } from '#platform/services';
import { askingLine } from './asking-line.ts';
import type { CoverOutcome } from './client.ts';
import { selectSources } from './data/sources.queries.ts';
import { troubleOf } from './sources/answer.ts';
import { isPicture } from './sources/ask-source.ts';

/** A picture of a cover is smaller; whoever waits for one waits less long than for a record. */
const LIMITS = { patience: 5000, most: 5_000_000, redirects: 3 };

/** Of the hosts of the own network that may be asked, those that are catalogues: where a picture stands is said by others. */
async function hostsOfSources(db: Db, { outgoingHosts }: Services['config']): Promise<string[]> {
  const asked = (await selectSources(db)).filter(({ active }) => active);
  const hosts = new Set(asked.map(({ address }) => new URL(address).hostname.replace(/^\[|\]$/g, '').toLowerCase()));
  return outgoingHosts.filter((host) => hosts.has(host));
}

/**
 * Fetches the picture of a cover that another catalogue offers and gives it to a title, as if somebody had uploaded it: size and kind are
 * checked by the same code. A title that has a picture by then keeps it. What goes wrong costs nothing: it is told. Needs `covers.edit`.
 * @param address where the catalogue says that it stands
 * @param patient true: it waits for its turn however many wait
 */
export async function takeCover(
  ctx: Ctx,
  { config, storage }: Pick<Services, 'config' | 'storage'>,
  { bibId, address }: { bibId: number; address: string },
  { patient = false, ...limits }: Partial<typeof LIMITS> & { patient?: boolean } = {},
): Promise<CoverOutcome> {
  authorizeAnywhere(ctx, 'covers.edit');
  if (!isPicture(address)) return 'no_picture';
  const named = await hostsOfSources(ctx.db, config);
  try {
    const found = await askingLine.ask(
      async () => readOutgoing(new URL(address), { ...LIMITS, ...limits, named }),
      patient,
    );
    if ('trouble' in found) return troubleOf(found).trouble;
    const { version, coverKey } = await getBib(ctx, bibId);
    // somebody has given it one meanwhile
    if (coverKey !== null) return 'has_one';
    await setCover(ctx, storage, { id: bibId, version }, new Blob([new Uint8Array(found.body)]));
    return 'set';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'platform.busy'
      ? 'busy'
      : error.code === 'platform.not_acceptable_file'
        ? 'no_picture'
        : 'refused';
  }
}
