import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { selectTroubles } from '#platform/background/heavy-queue';
import type { Jobs } from '#platform/background/jobs';

/** Something that went wrong behind the pages. */
export interface Trouble {
  id: string;
  /** `heavy`: of the worker; else a job of the queue {@link name}. */
  source: 'heavy' | 'job';
  name: string;
  at: Date;
  /** Stays failed until somebody says "try again"; otherwise it is tried by itself at {@link nextAt}. */
  ended: boolean;
  nextAt: Date | null;
  /** The stable code of a refusal, or null where it was a bug. */
  code: string | null;
  /** The first line of what the program said, for whoever looks after it. */
  said: string;
  /** It can be begun again: its input is still there. */
  again: boolean;
}

const MOST = 100;

const firstLine = (text: string | null): string => (text ?? '').split('\n', 1)[0]?.slice(0, 300) ?? '';

/** What went wrong behind the pages and waits for a person or for its next try, newest first. Needs `settings.manage`. */
export async function listTroubles(ctx: Ctx, jobs: Pick<Jobs, 'troubles'>): Promise<Trouble[]> {
  authorize(ctx, 'settings.manage', null);
  const heavy = (await selectTroubles(ctx.db, MOST)).map((work): Trouble => {
    const ended = work.endedAt !== null;
    return {
      id: work.id,
      source: 'heavy',
      name: work.kind,
      at: work.endedAt ?? work.createdAt,
      ended,
      nextAt: ended ? null : work.notBefore,
      code: work.errorTrace === null ? work.errorCode : null,
      said: firstLine(work.errorTrace),
      again: ended && !work.inputStored,
    };
  });
  const light = (await jobs.troubles(MOST)).map(({ id, queue, at, failed, nextAt, said }): Trouble => ({
    id,
    source: 'job',
    name: queue,
    at,
    ended: failed,
    nextAt,
    code: null,
    said: firstLine(said),
    again: failed,
  }));
  return [...heavy, ...light].toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, MOST);
}
