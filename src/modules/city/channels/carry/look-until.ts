import { setTimeout as wait } from 'node:timers/promises';
import { Stopped, type Link } from './link.ts';

/** So often one looks whether a channel has drawn a picture, and so long between two looks. */
const LOOKS = 10;
const PAUSE_MS = 1500;

/** Looks until something is ready. Throws {@link Stopped}: later again, for nothing is there yet. */
export async function lookUntil(link: Link, isReady: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    if (await isReady()) return;
    await wait(link.pause ?? PAUSE_MS);
  }
  throw new Stopped({ state: 'retry', code: 'picture_not_ready', detail: '', afterSeconds: 60 });
}
