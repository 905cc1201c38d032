import { platformErrors } from '#platform/errors';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { findAttachment } from '#modules/collection/catalog';
import {
  deletePosition,
  selectPosition,
  selectStarted,
  upsertPosition,
  type StartedReading,
} from './data/positions.queries.ts';
import { admitReader } from './admit-reader.ts';
import type { ReadingPlace } from './rules/place.ts';
import { placeInput } from './schema.ts';

const MOST = 20;

/** Where the member who is signed in stopped; null for everybody else, and for who has not begun. */
export async function ownPlace(ctx: Ctx, attachmentId: number): Promise<ReadingPlace | null> {
  if (ctx.actor.kind !== 'member') return null;
  return (await selectPosition(ctx.db, ctx.actor.id, attachmentId)) ?? null;
}

/**
 * Keeps where the member who is signed in has come to. The way somebody reads is nobody's business: no audit event says it. Refuses
 * `platform.sign_in_needed`, and what reading the file is refused with.
 */
export async function keepPlace(ctx: Ctx, attachmentId: number, input: ReadingPlace): Promise<void> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  const place = parseInput(placeInput, input);
  await admitReader(ctx, await findAttachment(ctx.db, attachmentId));
  await upsertPosition(ctx.db, { memberId: ctx.actor.id, attachmentId }, { ...place, readAt: ctx.clock.now() });
}

/** Forgets where the member who is signed in has come to. */
export async function forgetPlace(ctx: Ctx, attachmentId: number): Promise<void> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  await deletePosition(ctx.db, ctx.actor.id, attachmentId);
}

/** What the member who is signed in has begun to read and not asked to forget, the latest first. */
export async function startedReadings(ctx: Ctx): Promise<StartedReading[]> {
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  return selectStarted(ctx.db, ctx.actor.id, MOST);
}
