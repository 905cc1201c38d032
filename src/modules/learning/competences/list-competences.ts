import { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { decodeCursor, toPage } from '#platform/requests/http';
import { canAnywhere } from '#platform/rights/authorize';
import type { NamedCompetence } from './client.ts';
import { selectNamed, selectOffered, type LineFilter, type NamedRow } from './data/competences.queries.ts';
import { competenceErrors } from './errors.ts';

const edge = z.tuple([z.number(), z.string()]);

const named = ({ path: _, ...row }: NamedRow): NamedCompetence => row;

/** Lines that are offered, of all frameworks or by what they are for; each before those under it. Anybody may read them. */
export async function listCompetences(
  ctx: Ctx,
  {
    framework = null,
    phase = null,
    tier = null,
    level = null,
    cursor,
    limit,
  }: Partial<LineFilter> & { cursor?: string | undefined; limit: number },
): Promise<{ data: NamedCompetence[]; next: string | null }> {
  const from = decodeCursor(cursor, edge);
  const after = from && { frameworkId: from[0], path: from[1] };
  const rows = await selectOffered(ctx.db, { framework, phase, tier, level, after, limit });
  const { data, next } = toPage(rows, limit, (row) => [row.frameworkId, row.path]);
  return { data: data.map(named), next };
}

/** Lines by their ids, also those that are offered no longer; an id that is none is left out. For modules that name them. */
export const competencesById = async (db: Db | Tx, ids: readonly number[]): Promise<NamedCompetence[]> =>
  (await selectNamed(db, ids)).map(named);

/** One line. Anybody may read one that is offered, who holds `courses.manage` any. Throws `competences.not_found`. */
export async function getCompetence(ctx: Ctx, id: number): Promise<NamedCompetence> {
  const [line] = await competencesById(ctx.db, [id]);
  if (!line || (!line.offered && !canAnywhere(ctx.actor, 'courses.manage'))) throw competenceErrors.notFound();
  return line;
}
