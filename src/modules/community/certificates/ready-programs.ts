import { authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Waiting } from '#platform/places';
import { countReady, selectReady, type ReadyProgram } from './data/ready.queries.ts';

/** So long after its end a programme is still asked about, in milliseconds. */
const ASKED_FOR = 180 * 86_400_000;
const MOST = 200;

const span = ({ clock }: Pick<Ctx, 'clock'>) => {
  const to = clock.now();
  return { from: new Date(to.getTime() - ASKED_FOR), to };
};

/** How many programmes of libraries (null: of all) could give their certificates now. The caller answers for who may know. */
export const countReadyPrograms = async (ctx: Ctx, libraryIds: readonly number[] | null): Promise<Waiting> =>
  countReady(ctx.db, { libraryIds, ...span(ctx) });

/** The programmes that could give their certificates now, of the libraries where the actor manages programmes. Needs `programs.manage`. */
export async function readyPrograms(ctx: Ctx): Promise<ReadyProgram[]> {
  authorizeAnywhere(ctx, 'programs.manage');
  const granted = grantedLibraries(ctx.actor, 'programs.manage');
  return selectReady(ctx.db, { libraryIds: granted === 'all' ? null : granted, ...span(ctx) }, MOST);
}
