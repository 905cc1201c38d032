import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { z } from 'zod';
import {
  findQuestionnaire,
  insertQuestionnaire,
  insertVersion,
  lockQuestionnaire,
  updateQuestionnaire,
  updateVersion,
} from './data/questionnaires.queries.ts';
import { questionnaireErrors } from './errors.ts';
import { findInstrument } from './instruments/index.ts';
import type { Content } from './rules/content.ts';
import { contentInput, questionnaireInput, type ContentInput } from './schema.ts';

/**
 * Makes a questionnaire of a library. Needs `questionnaires.manage` there. @returns its id
 * @param input.instrument the standard instrument that it is a copy of; '' = none
 */
export async function createQuestionnaire(
  ctx: Ctx,
  libraryId: number,
  input: { name: string; content: ContentInput; instrument?: string },
): Promise<number> {
  authorize(ctx, 'questionnaires.manage', libraryId);
  return ctx.db.transaction().execute(async (trx) => writeQuestionnaire(trx, ctx, libraryId, input));
}

/**
 * Copies a standard instrument, to be used as it is or changed. Needs `questionnaires.manage` at the library. Throws
 * `questionnaires.not_found`.
 */
export async function copyInstrument(ctx: Ctx, libraryId: number, key: string): Promise<{ id: number; name: string }> {
  authorize(ctx, 'questionnaires.manage', libraryId);
  return ctx.db.transaction().execute(async (trx) => copyInstrumentIn(trx, ctx, libraryId, key));
}

/** The same within the caller's transaction, which answers for the permission. */
export async function copyInstrumentIn(
  trx: Tx,
  ctx: Ctx,
  libraryId: number,
  key: string,
): Promise<{ id: number; name: string }> {
  const instrument = findInstrument(key);
  if (!instrument) throw questionnaireErrors.notFound();
  const { content } = instrument;
  const name = typeof content.title === 'string' ? content.title : content.title.id;
  return { id: await writeQuestionnaire(trx, ctx, libraryId, { name, content, instrument: key }), name };
}

/**
 * Reads a questionnaire from a file made by {@link exportQuestionnaire}, or written by hand. Throws
 * `questionnaires.not_readable` (no JSON), `platform.invalid_input` with the path of what is wrong.
 */
export async function importQuestionnaire(ctx: Ctx, libraryId: number, text: string): Promise<number> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw questionnaireErrors.notReadable({}, { file: 'quest_no_json' });
  }
  const { name, content } = parseInput(questionnaireInput, read);
  return createQuestionnaire(ctx, libraryId, { name, content });
}

async function writeQuestionnaire(
  trx: Tx,
  ctx: Ctx,
  libraryId: number,
  { instrument = '', ...input }: { name: string; content: ContentInput; instrument?: string },
): Promise<number> {
  const { name, content } = parseInput(questionnaireInput, input);
  const id = await insertQuestionnaire(trx, { libraryId, name, instrument, content, at: ctx.clock.now() });
  await recordAudit(trx, ctx, {
    action: 'questionnaire.made',
    entity: 'questionnaire',
    entityId: id,
    libraryId,
    after: { name, instrument },
  });
  return id;
}

/**
 * Changes what a questionnaire asks. A version that is asked already stays: the change becomes the next version, for placements made from
 * now on. Needs `questionnaires.manage` at its library.
 * @param input.versionId, input.revision as they were read
 * Throws `questionnaires.not_found`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function changeContent(
  ctx: Ctx,
  input: { id: number; versionId: number; revision: number; content: ContentInput },
): Promise<void> {
  authorizeAnywhere(ctx, 'questionnaires.manage');
  const content = parseInput(contentInput, input.content);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockQuestionnaire(trx, input.id);
    if (!held) throw questionnaireErrors.notFound();
    authorize(ctx, 'questionnaires.manage', held.libraryId);
    const before = await findQuestionnaire(trx, input.id, ctx.clock.now());
    if (before?.versionId !== input.versionId || before.revision !== input.revision) {
      throw platformErrors.versionConflict();
    }
    const number = await saveContent(trx, before, content, ctx.clock.now());
    await updateQuestionnaire(trx, input.id, { changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      action: 'questionnaire.changed',
      entity: 'questionnaire',
      entityId: input.id,
      libraryId: held.libraryId,
      before: { version: before.version, questions: before.content.questions.length },
      after: { version: number, questions: content.questions.length },
    });
  });
}

/** @returns the number of the version that holds it now */
async function saveContent(
  trx: Tx,
  before: { id: number; versionId: number; revision: number; version: number },
  content: Content,
  now: Date,
): Promise<number> {
  if (await updateVersion(trx, before.versionId, { revision: before.revision, now }, content)) return before.version;
  await insertVersion(trx, before.id, before.version + 1, content);
  return before.version + 1;
}

/** Renames it, for staff; takes it from the list or puts it back. Needs `questionnaires.manage` at its library. */
export async function changeQuestionnaire(
  ctx: Ctx,
  id: number,
  input: { name?: string; archived?: boolean },
): Promise<void> {
  authorizeAnywhere(ctx, 'questionnaires.manage');
  const { name, archived } = parseInput(
    z.object({ name: requiredText(120).optional(), archived: z.boolean().optional() }),
    input,
  );
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockQuestionnaire(trx, id);
    if (!held) throw questionnaireErrors.notFound();
    authorize(ctx, 'questionnaires.manage', held.libraryId);
    if (name === undefined && archived === undefined) return;
    const now = ctx.clock.now();
    await updateQuestionnaire(trx, id, {
      ...(name !== undefined && { name, changedAt: now }),
      ...(archived !== undefined && { archivedAt: archived ? now : null }),
    });
    const action = archived === undefined ? 'questionnaire.renamed' : 'questionnaire.archived';
    await recordAudit(trx, ctx, {
      action,
      entity: 'questionnaire',
      entityId: id,
      libraryId: held.libraryId,
      after: archived === undefined ? { name } : { archived },
    });
  });
}
