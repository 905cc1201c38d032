import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import {
  deleteNote,
  deleteRelation,
  deleteWish,
  insertNote,
  insertRelation,
  insertWish,
  lockNote,
  lockWish,
  setNextDone,
  updateWish,
} from '../data/ties.queries.ts';
import { partnerErrors } from '../errors.ts';
import {
  noteInput,
  relationInput,
  wishAnswer,
  wishInput,
  type NoteInput,
  type RelationInput,
  type WishInput,
} from '../schema.ts';
import { livingPartner } from './living-partner.ts';

const ABOUT = { entity: 'partner' } as const;

/** Says how a partner stands to another one. Needs `partners.manage`. Throws `partners.not_found`, `merged`, `same_twice`, `relation_twice`, `platform.invalid_input`. */
export async function addRelation(ctx: Ctx, fromId: number, input: RelationInput): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { toId, kind } = parseInput(relationInput, input);
  if (fromId === toId) throw partnerErrors.sameTwice();
  await ctx.db.transaction().execute(async (trx) => {
    // in one order, as a merging of the two does
    for (const id of [fromId, toId].toSorted((a, b) => a - b)) await livingPartner(trx, id);
    if ((await insertRelation(trx, { fromId, toId, kind })) === null) throw partnerErrors.relationTwice();
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.relation_added', ...ABOUT, entityId: fromId, libraryId: null },
      after: { kind, to: toId },
    });
  });
}

/** Takes it back. Needs `partners.manage`. Throws `partners.relation_not_found`. */
export async function removeRelation(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const gone = await deleteRelation(trx, id);
    if (!gone) throw partnerErrors.relationNotFound();
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.relation_removed', ...ABOUT, entityId: gone.fromId, libraryId: null },
      before: { kind: gone.kind, to: gone.toId },
    });
  });
}

/** Notes what a partner needs of us or offers. Needs `partners.manage`. Throws `partners.not_found`, `merged`, `platform.invalid_input`. @returns its id */
export async function addWish(ctx: Ctx, partnerId: number, input: WishInput): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const wish = parseInput(wishInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const { libraryId } = await livingPartner(trx, partnerId);
    const by = { createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) };
    const id = await insertWish(trx, { ...wish, ...by, partnerId });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.wish_added', ...ABOUT, entityId: partnerId, libraryId },
      after: { side: wish.side, kind: wish.kind },
    });
    return id;
  });
}

/** Says what became of a need or an offer; a later answer takes the place of an earlier one. Needs `partners.manage`. Throws `partners.wish_not_found`, `platform.version_conflict`, `platform.invalid_input`. */
export async function answerWish(
  ctx: Ctx,
  id: number,
  { version, answer }: { version: number; answer: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const said = parseInput(wishAnswer, { answer }).answer;
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockWish(trx, id);
    if (!held) throw partnerErrors.wishNotFound();
    if (held.version !== version) throw platformErrors.versionConflict();
    await updateWish(trx, id, { answer: said, answeredAt: ctx.clock.now(), answeredBy: actorName(ctx.actor) });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.wish_answered', ...ABOUT, entityId: held.partnerId, libraryId: null },
      after: { side: held.side, kind: held.kind },
    });
  });
}

/** Takes a need or an offer away that was noted by mistake. Needs `partners.manage`. Throws `partners.wish_not_found`. */
export async function removeWish(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockWish(trx, id);
    if (!held) throw partnerErrors.wishNotFound();
    await deleteWish(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.wish_removed', ...ABOUT, entityId: held.partnerId, libraryId: null },
      before: { side: held.side, kind: held.kind },
    });
  });
}

/**
 * Writes down a meeting, a call, a letter or a note, with what is to be done next. A day that is still to come has not been. Needs
 * `partners.manage`. Throws `partners.not_found`, `merged`, `platform.invalid_input`. @returns its id
 */
export async function addNote(ctx: Ctx, partnerId: number, input: NoteInput): Promise<number> {
  authorizeAnywhere(ctx, 'partners.manage');
  const note = parseInput(noteInput, input);
  const now = ctx.clock.now();
  if (note.onDay > localDate(now, await zoneOf(ctx)))
    throw platformErrors.invalidInput({}, { onDay: 'date_in_future' });
  return ctx.db.transaction().execute(async (trx) => {
    const { libraryId } = await livingPartner(trx, partnerId);
    const id = await insertNote(trx, { ...note, partnerId, createdAt: now, writtenBy: actorName(ctx.actor) });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.note_added', ...ABOUT, entityId: partnerId, libraryId },
      after: { kind: note.kind, onDay: note.onDay, nextOn: note.nextOn },
    });
    return id;
  });
}

/** Says that the next step of a note is done, or after all not yet. Needs `partners.manage`. Throws `partners.note_not_found`. */
export async function settleNote(ctx: Ctx, id: number, done: boolean): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockNote(trx, id);
    if (!held || held.nextStep === '') throw partnerErrors.noteNotFound();
    await setNextDone(trx, id, done ? today : null);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.note_settled', ...ABOUT, entityId: held.partnerId, libraryId: null },
      before: { nextDoneOn: held.nextDoneOn },
      after: { nextDoneOn: done ? today : null },
    });
  });
}

/** Takes a note away that was written by mistake. Needs `partners.manage`. Throws `partners.note_not_found`. */
export async function removeNote(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockNote(trx, id);
    if (!held) throw partnerErrors.noteNotFound();
    await deleteNote(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.note_removed', ...ABOUT, entityId: held.partnerId, libraryId: null },
      before: { kind: held.kind, onDay: held.onDay },
    });
  });
}
