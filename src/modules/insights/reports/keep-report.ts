import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { factsOf } from '#modules/ground/facts';
import { accountOf, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { deleteKept, insertKept, lockKept, selectKept } from './data/kept-reports.queries.ts';
import { lockOwnKept } from './data/report-mail.queries.ts';
import { reportErrors } from './errors.ts';
import { takeBack } from './mail-report.ts';
import { splitsOf } from './make-report.ts';
import { keptName, keptQuery } from './schema.ts';

/** So many an account keeps. */
const MOST_KEPT = 50;

const keeping = z.object({ name: keptName, query: keptQuery, shared: z.boolean().default(false) });

/** A report that somebody put together and kept. */
export interface KeptReport {
  id: number;
  name: string;
  query: z.output<typeof keptQuery>;
  shared: boolean;
  /** Whose it is; null = the reader's own. */
  by: string | null;
}

/** Only staff who signed in keep reports. */
function ownerOf(ctx: Ctx): number {
  authorizeAnywhere(ctx, 'reports.read');
  const account = accountOf(ctx.actor);
  if (account === null) throw reportErrors.notFound();
  return account;
}

/**
 * Keeps what somebody put together, for themselves or for all who may read reports. Others see its name and what it asks, never figures that
 * their own rights do not give them. Needs `reports.read`. @returns its id
 * Refuses `facts.kind_unknown`, `reports.by_unknown`, `reports.name_taken`, `reports.too_many`.
 */
export async function keepReport(ctx: Ctx, input: z.input<typeof keeping>): Promise<number> {
  const accountId = ownerOf(ctx);
  const { name, query, shared } = parseInput(keeping, input);
  if (!splitsOf(factsOf(query.kind)).includes(query.by)) throw reportErrors.byUnknown({ by: query.by });
  return ctx.db.transaction().execute(async (trx) => {
    if ((await lockKept(trx, accountId)) >= MOST_KEPT) throw reportErrors.tooMany({ most: MOST_KEPT });
    const kept = { accountId, name, query: JSON.stringify(query), shared, keptAt: ctx.clock.now() };
    const id = await insertKept(trx, kept);
    if (id === null) throw reportErrors.nameTaken({}, { name: 'taken' });
    await recordAudit(trx, ctx, {
      action: 'report.kept',
      entity: 'report',
      entityId: String(id),
      after: { name, shared, ...query },
    });
    return id;
  });
}

/** Their own and those that are shared, by name. Needs `reports.read`. */
export async function listKeptReports(ctx: Ctx): Promise<KeptReport[]> {
  authorizeAnywhere(ctx, 'reports.read');
  const account = accountOf(ctx.actor) ?? 0;
  return (await selectKept(ctx.db, account)).flatMap(({ id, name, query, shared, accountId, by }) => {
    // a kind that a later release does not count any more is not shown
    const read = keptQuery.safeParse(query);
    return read.success ? [{ id, name, query: read.data, shared, by: accountId === account ? null : by }] : [];
  });
}

/** Removes one of their own. Needs `reports.read`. Refuses `reports.not_found`. */
export async function removeKeptReport(ctx: Ctx, id: number): Promise<void> {
  const accountId = ownerOf(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    // letters that wait go with it
    if (await lockOwnKept(trx, { accountId, id })) await takeBack(trx, ctx, id);
    const name = await deleteKept(trx, accountId, id);
    if (name === null) throw reportErrors.notFound();
    await recordAudit(trx, ctx, { action: 'report.removed', entity: 'report', entityId: String(id), before: { name } });
  });
}
