import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { version } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { NotPublic, requirePublicHost } from '#platform/sending/outgoing';
import type { Services } from '#platform/services';
import { MOST_SOURCES, type RecordSource, type SourceKind } from './client.ts';
import { countSourcesToAdd, findSource, insertSource, lockSource, updateSource } from './data/sources.queries.ts';
import { copyingErrors } from './errors.ts';
import { shownSource } from './list-sources.ts';
import { shownAddress, withSecretsOf } from './rules/address-secrets.ts';
import { readZAddress } from './rules/pqf.ts';
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
/** The address that is saved: of the kind's own form, with the secrets that the one before had where they are masked. Throws at the field. */
function addressFor(kind: SourceKind, address: string, before: string): string {
  const isZ = /^z3950:/i.test(address);
  if (kind === 'z3950' && readZAddress(address) === null)
    throw platformErrors.invalidInput({}, { address: 'z3950_address' });
  if (kind !== 'z3950' && isZ) throw platformErrors.invalidInput({}, { address: 'web_address' });
  const whole = withSecretsOf(address, before);
  if (whole === null) throw platformErrors.invalidInput({}, { address: 'secret_again' });
  return whole;
}
function orNameTaken(error: unknown): never {
  if (violatedUnique(error) === null) throw error;
  throw platformErrors.invalidInput({}, { name: 'taken' });
}

/** What the trace says of one: nothing that lets somebody in. */
export const toldOf = ({ id: _id, version: _version, answeredAt: _answeredAt, ...told }: RecordSource): object => ({
  ...told,
  address: shownAddress(told.address),
});

/**
 * Adds a catalogue from which records are copied. Needs `settings.manage` network-wide. Throws `copying.too_many_sources`,
 * `platform.invalid_input` (`name` taken, `address` no public one, not of its kind's form, a secret in it masked).
 */
export async function createSource(ctx: Ctx, services: Machine, input: SourceInput): Promise<RecordSource> {
  authorize(ctx, 'settings.manage', null);
  const wanted = parseInput(sourceInput, input);
  const address = addressFor(wanted.kind, wanted.address, '');
  requirePublic(address, services);
  return ctx.db.transaction().execute(async (trx) => {
    if ((await countSourcesToAdd(trx)) >= MOST_SOURCES) throw copyingErrors.tooManySources({ most: MOST_SOURCES });
    const id = await insertSource(trx, { ...wanted, address }).catch(orNameTaken);
    const source = await findSource(trx, id);
    if (!source) throw copyingErrors.sourceNotFound();
    await recordAudit(trx, ctx, {
      action: 'record_source.created',
      entity: 'record_source',
      entityId: id,
      after: toldOf(source),
    });
    return shownSource(source);
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
    const address = addressFor(changes.kind ?? before.kind, changes.address ?? before.address, before.address);
    const moved = address !== before.address;
    if (moved) requirePublic(address, services);
    await updateSource(trx, id, { ...changes, address, ...(moved && { answeredAt: null }) }).catch(orNameTaken);
    const after = await findSource(trx, id);
    if (!after) throw copyingErrors.sourceNotFound();
    await recordAudit(trx, ctx, {
      action: 'record_source.changed',
      entity: 'record_source',
      entityId: id,
      ...changedParts(toldOf(before), toldOf(after)),
    });
    return shownSource(after);
  });
}
