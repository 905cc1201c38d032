import { actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { VersionLine } from './client.ts';
import { deleteRemoved } from './data/blocks.queries.ts';
import { findVersion, holdWriting, insertVersion, selectVersions, type VersionRow } from './data/writings.queries.ts';
import { contentErrors } from './errors.ts';
import { standingBlocks } from './read-writing.ts';

/** So many versions are listed. */
const MOST_LISTED = 100;

/**
 * Keeps what stands as a version that never changes, with what its owner has of it (title, summary); what was taken out before is gone by that. Who may, the owner has asked and traces.
 * Throws `content.block_not_found` where there is no such writing.
 */
export async function keepVersion(
  trx: Tx,
  ctx: Pick<Ctx, 'actor' | 'clock'>,
  writingId: number,
  head: object,
): Promise<VersionLine> {
  const revision = await holdWriting(trx, writingId);
  if (revision === null) throw contentErrors.blockNotFound();
  await deleteRemoved(trx, writingId);
  const blocks = await standingBlocks(trx, writingId);
  return insertVersion(trx, { writingId, revision, head, blocks, at: ctx.clock.now(), by: actorName(ctx.actor) });
}

/** The last versions of a writing, the newest first. */
export const listVersions = async (db: Db | Tx, writingId: number): Promise<VersionLine[]> =>
  selectVersions(db, writingId, MOST_LISTED);

/** A version whole. Throws `content.version_not_found`. */
export async function readVersion(db: Db | Tx, writingId: number, id: number): Promise<VersionRow> {
  const version = await findVersion(db, { writingId, id });
  if (!version) throw contentErrors.versionNotFound();
  return version;
}
