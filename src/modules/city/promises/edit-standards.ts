import type { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import {
  deleteEdition,
  deleteStandard,
  insertEdition,
  insertStandard,
  lockEdition,
  lockStandard,
  selectEditions,
  updateEdition,
  updateStandard,
  type StandardRow,
} from './data/standards.queries.ts';
import { signatureOf } from './edit-pledge.ts';
import { promiseErrors } from './errors.ts';
import { measureEdition, measureOf } from './measure-promises.ts';
import { missingComponents } from './rules/components.ts';
import { noteInput, standardInput, type NoteInput, type SignatureInput, type StandardInput } from './schema.ts';

/** A measure that is there, with how long it may take where it asks for that. Throws `promises.measure_unknown`. */
function checked(input: StandardInput): z.output<typeof standardInput> {
  const standard = parseInput(standardInput, input);
  if (standard.measure === null) return { ...standard, measureLimit: null };
  const measure = measureOf(standard.measure);
  if (!measure) throw promiseErrors.measureUnknown({}, { measure: 'unknown' });
  if (measure.unit === null) return { ...standard, measureLimit: null };
  if (standard.measureLimit === null) throw promiseErrors.measureUnknown({}, { measureLimit: 'required' });
  return standard;
}

const rowOf = ({ parts, ...edition }: z.output<typeof standardInput>) => ({ ...edition, parts: JSON.stringify(parts) });

/** Holds a service until the transaction ends. Throws `promises.standard_not_found`. */
async function held(trx: Tx, id: number): Promise<StandardRow> {
  const standard = await lockStandard(trx, id);
  if (!standard) throw promiseErrors.standardNotFound();
  return standard;
}

/** Writes a new edition of a service, with its trace; the service is locked, or new. @returns the id of the edition */
export async function saveEdition(
  trx: Tx,
  ctx: Ctx,
  standardId: number,
  standard: z.output<typeof standardInput>,
): Promise<number> {
  const now = ctx.clock.now();
  const by = { createdAt: now, createdBy: actorName(ctx.actor), changedAt: now };
  const id = await insertEdition(trx, { ...rowOf(standard), standardId, ...by });
  await recordAudit(trx, ctx, {
    ...{ action: 'service_standard.written', entity: 'service_standard', entityId: standardId },
    after: { name: standard.name, promise: standard.promise },
  });
  return id;
}

/** A further service, as a draft of its standard. Needs `standards.manage` in the whole network. Throws `promises.measure_unknown`, `platform.invalid_input`. @returns its id */
export async function addStandard(ctx: Ctx, input: StandardInput): Promise<number> {
  authorize(ctx, 'standards.manage', null);
  const standard = checked(input);
  return ctx.db.transaction().execute(async (trx) => {
    const id = await insertStandard(trx);
    await saveEdition(trx, ctx, id, standard);
    return id;
  });
}

/**
 * Writes the edition of a service that is to follow the one that holds. Needs `standards.manage` in the whole network. Throws
 * `promises.standard_not_found`, `promises.measure_unknown`, `platform.version_conflict`, `platform.invalid_input`.
 * @param version of the draft that was read; 0 = there was none
 */
export async function writeStandard(
  ctx: Ctx,
  id: number,
  { version, ...input }: StandardInput & { version: number },
): Promise<void> {
  authorize(ctx, 'standards.manage', null);
  const standard = checked(input);
  await ctx.db.transaction().execute(async (trx) => {
    await held(trx, id);
    const draft = await lockEdition(trx, id, 'draft');
    if ((draft?.version ?? 0) !== version) throw platformErrors.versionConflict();
    if (!draft) {
      await saveEdition(trx, ctx, id, standard);
      return;
    }
    await updateEdition(trx, draft.id, { ...rowOf(standard), changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'service_standard.written', entity: 'service_standard', entityId: id },
      before: { name: draft.name, promise: draft.promise },
      after: { name: standard.name, promise: standard.promise },
    });
  });
}

/**
 * Publishes the edition that was written, signed, and measures it; the one that held stays readable. Needs `standards.manage` in the whole
 * network. Throws `promises.standard_not_found`, `no_draft`, `incomplete` (a component says nothing), `signed_ahead`,
 * `platform.version_conflict`, `platform.invalid_input`.
 */
export async function publishStandard(
  ctx: Ctx,
  id: number,
  { version, ...input }: SignatureInput & { version: number },
): Promise<void> {
  authorize(ctx, 'standards.manage', null);
  await ctx.db.transaction().execute(async (trx) => {
    const now = ctx.clock.now();
    await held(trx, id);
    const signature = await signatureOf(trx, ctx, input);
    const draft = await lockEdition(trx, id, 'draft');
    if (!draft) throw promiseErrors.noDraft();
    if (draft.version !== version) throw platformErrors.versionConflict();
    const missing = missingComponents(draft.parts);
    if (missing.length > 0 || draft.promise === '')
      throw promiseErrors.incomplete(
        { count: missing.length + (draft.promise === '' ? 1 : 0) },
        Object.fromEntries(
          [...missing, ...(draft.promise === '' ? ['promise'] : [])].map((part) => [part, 'required']),
        ),
      );
    const former = await lockEdition(trx, id, 'published');
    if (former) await updateEdition(trx, former.id, { state: 'replaced', replacedAt: now });
    await updateEdition(trx, draft.id, { ...signature, state: 'published', publishedAt: now, changedAt: now });
    await measureEdition({ db: trx, clock: ctx.clock }, draft);
    await recordAudit(trx, ctx, {
      ...{ action: 'service_standard.published', entity: 'service_standard', entityId: id },
      before: former ? { edition: former.edition } : null,
      after: { edition: draft.edition, name: draft.name, ...signature },
    });
  });
}

/**
 * Throws away the edition that is being written; a service of which none was ever published goes with it. Needs `standards.manage` in the whole
 * network. Throws `promises.standard_not_found`, `promises.no_draft`, `platform.version_conflict`.
 */
export async function discardStandard(ctx: Ctx, id: number, version: number): Promise<void> {
  authorize(ctx, 'standards.manage', null);
  await ctx.db.transaction().execute(async (trx) => {
    await held(trx, id);
    const draft = await lockEdition(trx, id, 'draft');
    if (!draft) throw promiseErrors.noDraft();
    if (draft.version !== version) throw platformErrors.versionConflict();
    await deleteEdition(trx, draft.id);
    const others = await selectEditions(trx, { standardId: id, states: ['published', 'replaced'] });
    if (others.length === 0) await deleteStandard(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'service_standard.discarded', entity: 'service_standard', entityId: id },
      before: { name: draft.name, promise: draft.promise },
    });
  });
}

/** What the library says of how it keeps the promise: why it is not, what changes. Needs `standards.manage` in the whole network. Throws `promises.standard_not_found`, `platform.version_conflict`. */
export async function noteStandard(
  ctx: Ctx,
  id: number,
  { version, ...input }: NoteInput & { version: number },
): Promise<void> {
  authorize(ctx, 'standards.manage', null);
  const note = parseInput(noteInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const standard = await held(trx, id);
    if (standard.version !== version) throw platformErrors.versionConflict();
    await updateStandard(trx, id, note);
    await recordAudit(trx, ctx, {
      ...{ action: 'service_standard.noted', entity: 'service_standard', entityId: id },
      before: { note: standard.note },
      after: note,
    });
  });
}

async function offer(ctx: Ctx, id: number, version: number, offered: boolean): Promise<void> {
  authorize(ctx, 'standards.manage', null);
  await ctx.db.transaction().execute(async (trx) => {
    const standard = await held(trx, id);
    if (standard.version !== version) throw platformErrors.versionConflict();
    if ((standard.retiredAt === null) === offered) throw promiseErrors.stateForbids();
    await updateStandard(trx, id, { retiredAt: offered ? null : ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: `service_standard.${offered ? 'restored' : 'retired'}`, entity: 'service_standard', entityId: id },
    });
  });
}

/** The service is no longer offered; what was promised stays readable. Needs `standards.manage` in the whole network. Throws `promises.standard_not_found`, `state_forbids`, `platform.version_conflict`. */
export const retireStandard = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  offer(ctx, id, version, false);

/** It is offered again. Needs `standards.manage` in the whole network. Throws as {@link retireStandard}. */
export const restoreStandard = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  offer(ctx, id, version, true);
