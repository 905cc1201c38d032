import type { Ctx } from '#platform/context';
import type { AppError } from '#platform/errors';
import { refusalOf, type WorkState } from '#platform/background/heavy';
import { refusedResult } from './open-result.ts';
import { ownWork } from './own-work.ts';

export interface OwnWork {
  id: string;
  kind: string;
  state: WorkState;
  done: number;
  /** null = not known. */
  total: number | null;
  /** null = nothing to be fetched (any more). */
  file: { name: string; sizeBytes: number } | null;
  /** Why it failed, or why its file is not for whoever asked any more. */
  refusal: AppError | null;
}

/** How far one's own work is. Refuses `heavy_work.not_found`. */
export async function viewWork(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<OwnWork> {
  const work = await ownWork(ctx, id);
  const refused = work.file && refusedResult(ctx, work);
  return {
    id: work.id,
    kind: work.kind,
    state: work.state,
    done: work.doneCount,
    total: work.totalCount,
    file: work.file && !refused ? { name: work.file.name, sizeBytes: work.file.sizeBytes } : null,
    refusal: work.state === 'failed' ? refusalOf(work) : refused,
  };
}
