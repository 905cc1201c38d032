import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import {
  insertPopulation,
  lockPopulation,
  replacePopulation,
  selectPopulation,
  type Population,
} from './data/population.queries.ts';
import { populationInput, year as yearInput, type PopulationInput, type PopulationRow } from './schema.ts';

/** Residents as they stand, of a year and of those before it. Needs `reports.read`. */
export async function listPopulation(ctx: Ctx, { year }: { year: number }): Promise<Population[]> {
  authorizeAnywhere(ctx, 'reports.read');
  return selectPopulation(ctx.db, parseInput(yearInput, year));
}

/**
 * Enters how many live in a kelurahan (`''`: in the whole city) in a year, and who counted them; a number that is there is corrected, and kept
 * beside. Needs `reports.submit` network-wide.
 */
export async function enterPopulation(ctx: Ctx, input: PopulationInput): Promise<void> {
  authorize(ctx, 'reports.submit', null);
  const row = parseInput(populationInput, input);
  if (row.kelurahan === '' && row.kecamatan !== '') throw platformErrors.invalidInput({}, { kelurahan: 'required' });
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  if (`${row.year}-01-01` > today) throw platformErrors.invalidInput({}, { year: 'year_ahead' });
  await ctx.db.transaction().execute(async (trx) => savePopulation(trx, ctx, row));
}

/** Writes it, with its trace. What stood there stays, and says when it was replaced. */
export async function savePopulation(trx: Tx, ctx: Ctx, row: PopulationRow): Promise<void> {
  const now = ctx.clock.now();
  await lockPopulation(trx, row);
  const before = await replacePopulation(trx, row, now);
  const id = await insertPopulation(trx, { ...row, enteredBy: actorName(ctx.actor), enteredAt: now });
  await recordAudit(trx, ctx, {
    action: 'population.entered',
    entity: 'population',
    entityId: String(id),
    libraryId: null,
    ...(before && { before: { people: before.people, source: before.source } }),
    after: { ...row },
  });
}
