import { recordAudit } from '#modules/ground/audit';
import { listLibraries, networkZone } from '#modules/ground/libraries';
import { withdrawNotices } from '#modules/people/notifications';
import {
  closePlacementIn,
  copyInstrumentIn,
  LEAST_SHOWN,
  reopenPlacementIn,
  surveyResults,
  writePlacement,
} from '#modules/community/questionnaires';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { addDays, instantAt } from '#shared/dates';
import type { Round, RoundState } from '../client.ts';
import { findRound, insertPlace, lockRound, updateRound } from '../data/rounds.queries.ts';
import { satisfactionErrors } from '../errors.ts';
import { serviceName, stateName } from '../service-words.ts';
import { managedRound } from './plan-round.ts';

/** Under which invitations of a round wait. */
export const aboutRound = (id: number): string => `satisfaction_round:${id}`;

type Act = 'opened' | 'closed' | 'reopened' | 'published' | 'withdrawn';
const TAKES: Record<Act, RoundState> = {
  opened: 'planned',
  closed: 'open',
  reopened: 'closed',
  published: 'closed',
  withdrawn: 'published',
};

/**
 * Opens a planned round: the instrument of the regulation is asked at its library, or at every library that is at work, from its first day (or
 * now) to its last. Needs `questionnaires.manage` there. Throws `satisfaction.round_not_found`, `.state_forbids`, `.ended`, `.no_place`,
 * `.other_open`.
 */
export async function openRound(ctx: Ctx, id: number): Promise<void> {
  await managedRound(ctx, id);
  try {
    await ctx.db.transaction().execute(async (trx) => openRoundIn(trx, ctx, id));
  } catch (error) {
    if (violatedUnique(error) === 'satisfaction_round_one_open') throw satisfactionErrors.otherOpen();
    throw error;
  }
}

/** The same within the caller's transaction, which answers for the permission. */
export async function openRoundIn(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  const round = await take(trx, ctx, id, 'opened');
  const now = ctx.clock.now();
  const libraries = (await listLibraries({ ...ctx, db: trx })).filter(
    ({ id: libraryId, active }) => active && (round.library === null || round.library.id === libraryId),
  );
  const [first] = libraries;
  if (!first) throw satisfactionErrors.noPlace();
  if ((await lastMoment(trx, round)) <= now) throw satisfactionErrors.ended();
  await updateRound(trx, id, { state: 'open', openedAt: now });
  const { id: questionnaireId } = await copyInstrumentIn(trx, ctx, first.id, 'ikm');
  for (const { id: libraryId, timeZone } of libraries) {
    const opensAt = instantAt(round.startsOn, 0, timeZone);
    const placementId = await writePlacement(trx, ctx, {
      questionnaireId,
      libraryId,
      service: serviceName(round.service, 'id'),
      role: 'survey',
      label: round.name,
      audience: 'anyone',
      privacy: 'anonymous',
      opensAt: opensAt > now ? opensAt : now,
      closesAt: instantAt(addDays(round.endsOn, 1), 0, timeZone),
    });
    await insertPlace(trx, { roundId: id, libraryId, placementId });
  }
  await note(trx, ctx, round, 'opened');
}

/** The end of its last day: where libraries have several zones, in that of the network. */
async function lastMoment(trx: Tx, { library, endsOn }: Round): Promise<Date> {
  return instantAt(addDays(endsOn, 1), 0, library?.timeZone ?? (await networkZone(trx)));
}

/**
 * Closes an open round: nobody answers any more, and all that may be told is told. Needs `questionnaires.manage` there. Throws
 * `satisfaction.round_not_found`, `satisfaction.state_forbids`.
 */
export async function closeRound(ctx: Ctx, id: number): Promise<void> {
  await managedRound(ctx, id);
  await ctx.db.transaction().execute(async (trx) => closeRoundIn(trx, ctx, id));
}

/** The same within the caller's transaction, which answers for the permission. */
export async function closeRoundIn(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  const round = await take(trx, ctx, id, 'closed');
  for (const { placementId } of round.places) await closePlacementIn(trx, ctx, placementId);
  await withdrawNotices(trx, ctx, aboutRound(id));
  await updateRound(trx, id, { state: 'closed', closedAt: ctx.clock.now() });
  await note(trx, ctx, round, 'closed');
}

/**
 * Undoes a closing while the last day has not passed. What was seen meanwhile stays what is seen until five more have answered. Sheets of
 * paper are printed anew. Needs `questionnaires.manage` there. Throws `satisfaction.round_not_found`, `.state_forbids`, `.ended`, `.other_open`.
 */
export async function reopenRound(ctx: Ctx, id: number): Promise<void> {
  await managedRound(ctx, id);
  try {
    await ctx.db.transaction().execute(async (trx) => {
      const round = await take(trx, ctx, id, 'reopened');
      if ((await lastMoment(trx, round)) <= ctx.clock.now()) throw satisfactionErrors.ended();
      await updateRound(trx, id, { state: 'open', closedAt: null });
      for (const { placementId } of round.places) await reopenPlacementIn(trx, ctx, placementId);
      await note(trx, ctx, round, 'reopened');
    });
  } catch (error) {
    if (violatedUnique(error) === 'satisfaction_round_one_open') throw satisfactionErrors.otherOpen();
    throw error;
  }
}

/**
 * Publishes the results of a closed round, with the index as it is now. Needs `questionnaires.manage` there. Throws
 * `satisfaction.round_not_found`, `.state_forbids`, `.too_few` for fewer than five complete sheets.
 */
export async function publishRound(ctx: Ctx, id: number): Promise<void> {
  await managedRound(ctx, id);
  await ctx.db.transaction().execute(async (trx) => publishRoundIn(trx, ctx, id));
}

/** The same within the caller's transaction, which answers for the permission. */
export async function publishRoundIn(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  const round = await take(trx, ctx, id, 'published');
  const { figures, n, squares } = await surveyResults(
    { db: trx, clock: ctx.clock },
    round.places.map(({ placementId }) => placementId),
  );
  if (!figures?.ikm) throw satisfactionErrors.tooFew({ n, least: LEAST_SHOWN });
  const { total, complete } = figures.ikm;
  await updateRound(trx, id, { state: 'published', publishedAt: ctx.clock.now(), total, complete, squares });
  await note(trx, ctx, round, 'published');
}

/** Takes a publication back. Needs `questionnaires.manage` there. Throws `satisfaction.round_not_found`, `.state_forbids`. */
export async function withdrawRound(ctx: Ctx, id: number): Promise<void> {
  await managedRound(ctx, id);
  await ctx.db.transaction().execute(async (trx) => {
    const round = await take(trx, ctx, id, 'withdrawn');
    await updateRound(trx, id, {
      ...{ state: 'closed', publishedAt: null, total: null, complete: null, squares: null },
    });
    await note(trx, ctx, round, 'withdrawn');
  });
}

/**
 * Brings a round to a state: `open` opens it or undoes its closing, `closed` closes it or takes its publication back, `published` publishes it.
 * Permissions and refusals as of those acts.
 */
export async function moveRoundTo(ctx: Ctx, id: number, state: Exclude<RoundState, 'planned'>): Promise<void> {
  await managedRound(ctx, id);
  const now = (await findRound(ctx.db, id))?.state;
  if (state === 'published') return publishRound(ctx, id);
  if (state === 'open') return now === 'closed' ? reopenRound(ctx, id) : openRound(ctx, id);
  return now === 'published' ? withdrawRound(ctx, id) : closeRound(ctx, id);
}

async function take(trx: Tx, { locale }: Pick<Ctx, 'locale'>, id: number, act: Act): Promise<Round> {
  const round = await lockRound(trx, id);
  if (!round) throw satisfactionErrors.roundNotFound();
  if (round.state !== TAKES[act]) {
    throw satisfactionErrors.stateForbids({ state: stateName(round.state, locale) });
  }
  return round;
}

const note = async (trx: Tx, ctx: Ctx, { id, library, name }: Round, act: Act): Promise<void> =>
  recordAudit(trx, ctx, {
    action: `satisfaction_round.${act}`,
    entity: 'satisfaction_round',
    entityId: id,
    libraryId: library?.id ?? null,
    after: { name },
  });
