import type { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere, canAnywhere } from '#platform/rights/authorize';
import {
  deleteCannedAnswer,
  findCannedAnswer,
  insertCannedAnswer,
  isNameTaken,
  selectCannedAnswers,
  updateCannedAnswer,
  type CannedAnswer,
} from '../data/settings.queries.ts';
import { serviceErrors } from '../errors.ts';
import { cannedInput, type CannedInput } from '../schema.ts';

const READERS = ['enquiries.answer', 'complaints.answer', 'settings.manage'] as const;

/** Canned answers by name, for who answers anything or writes them. Throws `platform.forbidden`. */
export async function listCannedAnswers(ctx: Ctx): Promise<CannedAnswer[]> {
  if (!READERS.some((permission) => canAnywhere(ctx.actor, permission))) authorizeAnywhere(ctx, 'enquiries.answer');
  return selectCannedAnswers(ctx.db);
}

/**
 * Writes a canned answer, a new one or another text of one. They are for the whole network: needs `settings.manage`. Throws
 * `service.canned_answer_exists`, `service.canned_answer_not_found`, `platform.version_conflict`, `platform.invalid_input`.
 * @param which null = a new one
 * @returns its id
 */
export async function saveCannedAnswer(
  ctx: Ctx,
  which: { id: number; version: number } | null,
  input: CannedInput,
): Promise<number> {
  authorize(ctx, 'settings.manage', null);
  const row = parseInput(cannedInput, input);
  return ctx.db.transaction().execute(async (trx) => saveCannedIn(trx, ctx, which, row));
}

/** The same in the caller's transaction, for who has asked whether it may be. */
export async function saveCannedIn(
  trx: Tx,
  ctx: Ctx,
  which: { id: number; version: number } | null,
  row: z.output<typeof cannedInput>,
): Promise<number> {
  const now = ctx.clock.now();
  const id = which ? which.id : await insertCannedAnswer(trx, row, now);
  if (id === null) throw serviceErrors.cannedAnswerExists({}, { title: 'taken' });
  if (which) {
    if (!(await findCannedAnswer(trx, id))) throw serviceErrors.cannedAnswerNotFound();
    if (await isNameTaken(trx, row.title, id)) throw serviceErrors.cannedAnswerExists({}, { title: 'taken' });
    if (!(await updateCannedAnswer(trx, which, row, now))) throw platformErrors.versionConflict();
  }
  await recordAudit(trx, ctx, { action: 'canned_answer.saved', entity: 'canned_answer', entityId: id, after: row });
  return id;
}

/** Removes a canned answer; what was answered with it stays. Needs `settings.manage`. Throws `service.canned_answer_not_found`. */
export async function removeCannedAnswer(ctx: Ctx, id: number): Promise<void> {
  authorize(ctx, 'settings.manage', null);
  await ctx.db.transaction().execute(async (trx) => {
    const found = await findCannedAnswer(trx, id);
    if (!found || !(await deleteCannedAnswer(trx, id))) throw serviceErrors.cannedAnswerNotFound();
    const before = { title: found.title };
    await recordAudit(trx, ctx, { action: 'canned_answer.removed', entity: 'canned_answer', entityId: id, before });
  });
}
