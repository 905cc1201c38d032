import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { version } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { NotPublic, requirePublicHost } from '#platform/sending/outgoing';
import type { Services } from '#platform/services';
import { MOST_SOURCES, type RecordSource } from './client.ts';
import { countSourcesToAdd, findSource, insertSource, lockSource, updateSource } from './data/sources.queries.ts';
import { copyingErrors } from './errors.ts';
import { sourceChanges, sourceInput, type SourceChanges, type SourceInput } from './schema.ts';

type Machine = Pick<Services, 'config'>;

function requirePublic(address: string, { config }: Machine): void {
  try {
    requirePublicHost(new URL(address), config.outgoingHosts);
  } catch (error) {
    if (!(error instanceof NotPublic)) throw error;
    throw platformErrors.invalidInput({}, { address: 'not_public' });
  }
}
function orNameTaken(error: unknown): never {
  if (violatedUnique(error) === null) throw error;
  throw platformErrors.invalidInput({}, { name: 'taken' });
}

/** What the trace says of one. */
export const toldOf = ({ id: _id, version: _version, answeredAt: _answeredAt, ...told }: RecordSource): object => told;

/**
 * Adds a catalogue from which records are copied. Needs `settings.manage` network-wide. Throws `copying.too_many_sources`,
 * `platform.invalid_input` (`name` taken, `address` no public one).
 */
export async function createSource(ctx: Ctx, services: Machine, input: SourceInput): Promise<RecordSource> {
  authorize(ctx, 'settings.manage', null);
  const wanted = parseInput(sourceInput, input);
  requirePublic(wanted.address, services);
  return ctx.db.transaction().execute(async (trx) => {
    if ((await countSourcesToAdd(trx)) >= MOST_SOURCES) throw copyingErrors.tooManySources({ most: MOST_SOURCES });
    const id = await insertSource(trx, wanted).catch(orNameTaken);
    const source = await findSource(trx, id);
    if (!source) throw copyingErrors.sourceNotFound();
    await recordAudit(trx, ctx, {
      action: 'record_source.created',
      entity: 'record_source',
      entityId: id,
      after: toldOf(source),
    });
    return source;
  });
}

/**
 * Changes one; with another address it counts as not tried. Needs `settings.manage` network-wide. Throws `copying.source_not_found`,
 * `platform.version_conflict`, `platform.invalid_input` (`name` taken, `address` no public one).
 * @param seen the version that was read
 */
export async function changeSource(
  ctx: Ctx,
  services: Machine,
  id: number,
  seen: number,
  input: SourceChanges,
): Promise<RecordSource> {
  authorize(ctx, 'settings.manage', null);
  const changes = parseInput(sourceChanges, input);
  parseInput(version, seen);
  return ctx.db.transaction().execute(async (trx) => {
    const before = await lockSource(trx, id);
    if (!before) throw copyingErrors.sourceNotFound();
    if (before.version !== seen) throw platformErrors.versionConflict();
    const moved = changes.address !== undefined && changes.address !== before.address;
    if (moved) requirePublic(changes.address ?? before.address, services);
    await updateSource(trx, id, { ...changes, ...(moved && { answeredAt: null }) }).catch(orNameTaken);
    const after = await findSource(trx, id);
    if (!after) throw copyingErrors.sourceNotFound();
    await recordAudit(trx, ctx, {
      action: 'record_source.changed',
      entity: 'record_source',
      entityId: id,
      ...changedParts(toldOf(before), toldOf(after)),
    });
    return after;
  });
}
