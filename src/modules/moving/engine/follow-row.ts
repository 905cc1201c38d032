import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { noteFollowed, stillAsLeft, updateCarried, type CarriedTable } from './data/carried.queries.ts';
import type { Said, SaidCode } from '#shared/moving/said';
import type { Run } from './run.ts';
import { inOneOrRefused } from './save-in-batches.ts';

/** A row that an earlier run brought and that says something else now. */
export interface ChangedRow {
  table: CarriedTable;
  slimsId: number;
  key: string;
  /** Stands for what it says now. */
  says: number;
}
/** What has become of it; where it was brought up to date, or is so already, with its version now. */
interface Followed<Outcome> {
  outcome: Outcome;
  version?: number;
}

/**
 * Brings what a row became up to date, in one transaction with what is remembered and told of it. What people have to decide is not remembered, so
 * that the next run asks again.
 * @param how.codes what is said of an outcome; of the others nothing is
 * @param how.foresee what would become of it, in a trial
 * @returns what is to be said of it
 */
export async function followRow<Outcome extends string>(
  run: Run,
  { table, slimsId, key, says }: ChangedRow,
  how: {
    codes: Partial<Record<Outcome | 'refused', SaidCode>>;
    foresee: () => Promise<Outcome>;
    follow: (trx: Tx, ctx: Ctx) => Promise<Followed<Outcome>>;
  },
): Promise<Said[]> {
  const { ctx, source, dryRun, tellCame } = run;
  const sayOf = (outcome: Outcome | 'refused'): Said[] => {
    const code = how.codes[outcome];
    if (!code) return [];
    const said: Said = { table, key, fate: 'told', code };
    return [outcome === 'changed_here' ? { ...said, row: { slimsId, says } } : said];
  };
  if (dryRun) return sayOf(await how.foresee());
  return inOneOrRefused(
    ctx,
    async (trx, act) => {
      const asLeft = await stillAsLeft(trx, run, table, [slimsId]);
      const { outcome, version } = await how.follow(trx, act);
      const said = sayOf(outcome);
      if (version === undefined) return said;
      await updateCarried(trx, source, table, { slimsId, said: says, state: version });
      if (said.length > 0) await noteFollowed(trx, run, table, [slimsId], asLeft);
      await tellCame(trx, said);
      return said;
    },
    () => sayOf('refused'),
  );
}
