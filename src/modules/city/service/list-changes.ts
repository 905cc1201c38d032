import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { cursorInstant, decodeCursor, toPage } from '#platform/requests/http';
import type { PublicChange } from './client.ts';
import { selectChanges } from './data/changes.queries.ts';

/**
 * A page of what changed because somebody wrote, as far as staff published it, the latest first. Anyone may read it. Throws `platform.invalid_input` for a
 * cursor that is none.
 */
export async function pageChanges(
  { db }: Pick<Ctx, 'db'>,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: PublicChange[]; next: string | null }> {
  const from = decodeCursor(cursor, z.tuple([cursorInstant, z.int()]));
  const after = from && { changedAt: new Date(from[0]), id: from[1] };
  const rows = await selectChanges(db, { after, limit: limit + 1 });
  return toPage(rows, limit, ({ changedAt, id }) => [changedAt.toISOString(), id]);
}
