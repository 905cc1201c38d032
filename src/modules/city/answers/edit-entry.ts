import type { z } from 'zod';
import { keepLivingBibs, selectBibTitles } from '#modules/collection/catalog';
import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { foldedKey } from '#shared/text/fold';
import type { AnswerTheme } from './client.ts';
import { deleteEntry, insertEntry, lockEntry, updateEntry } from './data/entries.queries.ts';
import { replaceSources, type SourceRow } from './data/sources.queries.ts';
import { deleteVotes } from './data/votes.queries.ts';
import { answerErrors } from './errors.ts';
import { ANSWER_LENGTH, entryInput, QUESTION_LENGTH, type EntryInput, type SourceInput } from './schema.ts';

type Entry = z.output<typeof entryInput>;

/** What is written of an entry, with what it is searched by. */
const rowOf = ({ sources: _, ...entry }: Entry) => ({
  ...entry,
  foldedQuestion: foldedKey(`${entry.question} ${entry.words}`),
  foldedAnswer: foldedKey(entry.answer),
  foldedEn: foldedKey(`${entry.questionEn} ${entry.answerEn}`),
});

/** Sources as they are kept; a record that was merged is the one that it became, and keeps its title for when it is there no longer. Throws `answers.record_unknown`. */
async function keptSources(trx: Tx, sources: Entry['sources']): Promise<SourceRow[]> {
  const asked = sources.flatMap((source) => ('bibId' in source ? [source.bibId] : []));
  const living = await keepLivingBibs(trx, asked);
  const titles = new Map((await selectBibTitles(trx, [...living.values()])).map(({ id, title }) => [id, title]));
  return sources.map((source) => {
    if (!('bibId' in source)) return { ...source, bibId: null };
    const bibId = living.get(source.bibId);
    if (bibId === undefined) throw answerErrors.recordUnknown({}, { sources: 'unknown' });
    return { bibId, title: (titles.get(bibId) ?? '').slice(0, 200).toWellFormed(), url: null, seenOn: null };
  });
}

/** Writes a draft, with its trace. */
export async function saveDraft(trx: Tx, ctx: Ctx, entry: Entry, libraryId: number | null = null): Promise<number> {
  const now = ctx.clock.now();
  const by = actorName(ctx.actor);
  const sources = await keptSources(trx, entry.sources);
  const id = await insertEntry(trx, { ...rowOf(entry), createdAt: now, createdBy: by, changedAt: now });
  await replaceSources(trx, id, sources);
  await recordAudit(trx, ctx, {
    ...{ action: 'answer.drafted', entity: 'answer', entityId: id, libraryId },
    after: { question: entry.question, theme: entry.theme },
  });
  return id;
}

/** Writes a new question with its answer, as a draft. Needs `answers.edit`. Throws `platform.invalid_input`, `answers.record_unknown`. @returns its id */
export async function draftEntry(ctx: Ctx, input: EntryInput): Promise<number> {
  authorizeAnywhere(ctx, 'answers.edit');
  const entry = parseInput(entryInput, input);
  return ctx.db.transaction().execute(async (trx) => saveDraft(trx, ctx, entry));
}

/**
 * Makes a draft of a question that somebody asked and the answer that they were given, for whoever checks it before it is published: what is
 * too long for an entry is cut. Needs `answers.edit`. Throws `platform.invalid_input`, `answers.record_unknown`.
 * @param libraryId where it was asked, for the trace; entries are of the whole network @returns its id
 */
export async function draftFromTicket(
  ctx: Ctx,
  {
    question,
    answer,
    sources,
    libraryId,
    theme,
  }: {
    question: string;
    answer: string;
    sources: readonly SourceInput[];
    libraryId: number | null;
    theme: AnswerTheme;
  },
): Promise<number> {
  authorizeAnywhere(ctx, 'answers.edit');
  const cut = (text: string, most: number) => text.trim().slice(0, most).toWellFormed();
  const entry = parseInput(entryInput, {
    question: cut(question, QUESTION_LENGTH),
    answer: cut(answer, ANSWER_LENGTH),
    theme,
    sources: [...sources],
  });
  return ctx.db.transaction().execute(async (trx) => saveDraft(trx, ctx, entry, libraryId));
}

/**
 * Changes an entry. Whoever changes a published one says by that that it is right as it now stands: it counts as checked, and what was said of
 * its old words goes. Needs `answers.edit`. Throws `answers.not_found`, `answers.unanswered` (a published one keeps an answer),
 * `answers.record_unknown`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function changeEntry(
  ctx: Ctx,
  id: number,
  { version, ...input }: EntryInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'answers.edit');
  const entry = parseInput(entryInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, id, version);
    const isPublished = held.state === 'published';
    // hidden ones come back as they are: what was said and checked was of other words
    const wasShown = held.publishedAt !== null;
    if (isPublished && entry.answer === '') throw answerErrors.unanswered({}, { answer: 'required' });
    const sources = await keptSources(trx, entry.sources);
    await updateEntry(trx, id, { ...rowOf(entry), changedAt: ctx.clock.now(), ...(wasShown && checkedNow(ctx)) });
    await replaceSources(trx, id, sources);
    if (wasShown) await deleteVotes(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'answer.changed', entity: 'answer', entityId: id },
      before: { question: held.question, answer: held.answer, theme: held.theme },
      after: { question: entry.question, answer: entry.answer, theme: entry.theme },
    });
  });
}

/** Holds the entry that an editor saw. Throws `answers.not_found`, `platform.version_conflict`. */
async function heldAt(trx: Tx, id: number, version: number) {
  const held = await lockEntry(trx, id);
  if (!held) throw answerErrors.notFound();
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}

const checkedNow = (ctx: Ctx) => ({ checkedAt: ctx.clock.now(), checkedBy: actorName(ctx.actor) });

/** What can be done with an entry beside changing it, and from where. */
const MOVES = {
  publish: { from: ['draft', 'hidden'], to: 'published', action: 'answer.published' },
  check: { from: ['published'], to: 'published', action: 'answer.checked' },
  hide: { from: ['published', 'draft'], to: 'hidden', action: 'answer.hidden' },
} as const;

async function move(ctx: Ctx, id: number, version: number, which: keyof typeof MOVES): Promise<void> {
  authorizeAnywhere(ctx, 'answers.edit');
  const { from, to, action } = MOVES[which];
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, id, version);
    if (!from.some((state) => state === held.state)) throw answerErrors.stateForbids({ state: held.state });
    if (to === 'published' && held.answer === '') throw answerErrors.unanswered();
    const now = ctx.clock.now();
    const shown = to === 'published' && { publishedAt: held.publishedAt ?? now, ...checkedNow(ctx) };
    await updateEntry(trx, id, { state: to, changedAt: now, ...shown });
    if (to === 'published') await deleteVotes(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action, entity: 'answer', entityId: id },
      before: { state: held.state },
      after: { state: to, question: held.question },
    });
  });
}

/** Shows an entry to everybody, checked as of now. Needs `answers.edit`. Throws `answers.not_found`, `unanswered`, `state_forbids`, `platform.version_conflict`. */
export const publishEntry = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  move(ctx, id, version, 'publish');

/** Says that a published answer is right as it stands; what was said of it before goes. Needs `answers.edit`. Throws `answers.not_found`, `state_forbids`, `platform.version_conflict`. */
export const checkEntry = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  move(ctx, id, version, 'check');

/** Takes an entry out of sight; {@link restoreEntry} brings it back. Needs `answers.edit`. Throws `answers.not_found`, `state_forbids`, `platform.version_conflict`. */
export const hideEntry = async (ctx: Ctx, id: number, version: number): Promise<void> => move(ctx, id, version, 'hide');

/** Brings a hidden entry back as it was: shown, or a draft. It is not checked by that. Needs `answers.edit`. Throws `answers.not_found`, `state_forbids`, `platform.version_conflict`. */
export async function restoreEntry(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'answers.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, id, version);
    if (held.state !== 'hidden') throw answerErrors.stateForbids({ state: held.state });
    const state = held.publishedAt === null || held.answer === '' ? 'draft' : 'published';
    await updateEntry(trx, id, { state, changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'answer.restored', entity: 'answer', entityId: id },
      before: { state: 'hidden' },
      after: { state, question: held.question },
    });
  });
}

/** Deletes an entry that was never shown. Needs `answers.edit`. Throws `answers.not_found`, `state_forbids` (hide it), `platform.version_conflict`. */
export async function deleteDraft(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'answers.edit');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAt(trx, id, version);
    if (held.publishedAt !== null) throw answerErrors.stateForbids({ state: held.state });
    await deleteEntry(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'answer.deleted', entity: 'answer', entityId: id },
      before: { question: held.question, answer: held.answer },
    });
  });
}
