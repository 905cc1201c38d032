import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { makeLink } from '#modules/stock/links';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, oneAct, type Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { Round } from '#platform/database/round';
import { randomCode } from '../answers/answer-keys.ts';
import type { Placement } from '../client.ts';
import { deleteSheets } from '../data/keys.queries.ts';
import {
  closePlacementsOfPair,
  destroyPairKey,
  findPlacement,
  insertPair,
  insertPlacement,
  librariesOf,
  lockPairOf,
  lockPlacement,
  selectPairsToClose,
  subjectsFit,
  updatePlacement,
} from '../data/placements.queries.ts';
import { findQuestionnaire, holdVersion, readVersion } from '../data/questionnaires.queries.ts';
import { questionnaireErrors } from '../errors.ts';
import { placementInput, type PlacementInput } from '../schema.ts';
import { keepSeenIn } from '../results/disclose.ts';
import { takeBackNotices } from './tell-participants.ts';
import { getPlacement } from './view-placements.ts';

async function managedPlacement(ctx: Ctx, id: number): Promise<Placement> {
  authorizeAnywhere(ctx, 'questionnaires.manage');
  const placement = await getPlacement(ctx, id);
  authorize(ctx, 'questionnaires.manage', placement.library.id);
  return placement;
}

/** Of so many codes one after the other all are taken only if something is wrong. */
const ATTEMPTS = 20;
const KEY_BYTES = 32;
const DAY = 86_400_000;
/** So long after the last day sheets of paper are entered, where nothing else was said. */
const PAPER_DAYS = 7;

/**
 * Asks a questionnaire somewhere: of a programme, a session, a speaker, or a service. It asks the latest version; a test after asks
 * that of its test before. Needs `questionnaires.manage` at the library, and at those of the questionnaire, the programme and the test before:
 * participants are told of it, and whoever closes one test closes both. @returns the id of the placement
 * Throws `questionnaires.not_found`, `.empty`, `.file_needs_name`, `.foreign_subject`, `.pair_taken`, `platform.invalid_input`.
 */
export async function placeQuestionnaire(ctx: Ctx, input: PlacementInput): Promise<number> {
  authorize(ctx, 'questionnaires.manage', input.libraryId);
  for (const id of await librariesOf(ctx.db, parseInput(placementInput, input))) {
    authorize(ctx, 'questionnaires.manage', id);
  }
  try {
    return await ctx.db.transaction().execute(async (trx) => writePlacement(trx, ctx, input));
  } catch (error) {
    if (violatedUnique(error) === 'questionnaire_placement_pair') throw questionnaireErrors.pairTaken();
    throw error;
  }
}

/** The same within the caller's transaction, which answers for the permission. */
export async function writePlacement(trx: Tx, ctx: Ctx, input: PlacementInput): Promise<number> {
  const parsed = parseInput(placementInput, input);
  const { questionnaireId, pairWith, service, paperUntil, ...where } = parsed;
  // whoever closes the test before is waited for: a test after that joined a closed pair would refuse every answer
  if (pairWith !== null) await lockPairOf(trx, pairWith);
  const asked = await findQuestionnaire(trx, questionnaireId, ctx.clock.now());
  if (!asked) throw questionnaireErrors.notFound();
  const before = pairWith === null ? null : await findPlacement(trx, { id: pairWith }, ctx.clock.now());
  if (pairWith !== null && before?.questionnaire.id !== questionnaireId) throw questionnaireErrors.placementNotFound();
  if (before?.closedAt) throw questionnaireErrors.closed();
  const versionId = before?.versionId ?? asked.versionId;
  // held, so that nobody adds a question between this look and the placement
  await holdVersion(trx, versionId);
  const { questions } = await readVersion(trx, versionId);
  refuseUnfit(questions, where.privacy);
  if (where.programId !== null && !(await subjectsFit(trx, { ...where, programId: where.programId }))) {
    throw questionnaireErrors.foreignSubject();
  }
  const pairId =
    where.privacy === 'paired' ? (before?.pairId ?? (await insertPair(trx, randomBytes(KEY_BYTES)))) : null;
  const id = await insertWithCode(trx, {
    ...where,
    paperUntil: paperUntil ?? (where.closesAt && new Date(where.closesAt.getTime() + PAPER_DAYS * DAY)),
    service: service ?? '',
    versionId,
    pairId,
    createdAt: ctx.clock.now(),
    createdBy: actorName(ctx.actor),
  });
  await recordAudit(trx, ctx, {
    action: 'questionnaire.placed',
    entity: 'questionnaire_placement',
    entityId: id,
    libraryId: where.libraryId,
    after: { questionnaire: asked.name, audience: where.audience, privacy: where.privacy, role: where.role },
  });
  return id;
}

function refuseUnfit(questions: readonly { kind: string }[], privacy: Placement['privacy']): void {
  if (!questions.some(({ kind }) => kind !== 'section')) throw questionnaireErrors.empty();
  if (privacy !== 'named' && questions.some(({ kind }) => kind === 'file')) throw questionnaireErrors.fileNeedsName();
}

type NewPlacement = Omit<Parameters<typeof insertPlacement>[1], 'code'> & Pick<z.output<typeof placementInput>, 'role'>;
async function insertWithCode(trx: Tx, row: NewPlacement): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const made = await insertPlacement(trx, { ...row, code: randomCode(8) });
    if (made) return made.id;
  }
  throw new Error('no code of a placement is free');
}

/**
 * Ends the answering. With one test of a pair both end, and the key that made their codes is destroyed in the same transaction:
 * from then on nobody can tell whose a pair of answers is. Needs `questionnaires.manage`.
 */
export async function closePlacement(ctx: Ctx, id: number): Promise<void> {
  await managedPlacement(ctx, id);
  await ctx.db.transaction().execute(async (trx) => closePlacementIn(trx, ctx, id));
}

/** The same within the caller's transaction, which answers for the permission. */
export async function closePlacementIn(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  // the pair before its two tests: who closes the other one waits here
  await lockPairOf(trx, id);
  const held = await lockPlacement(trx, id);
  if (!held || held.closedAt !== null) return;
  const now = ctx.clock.now();
  let closed = [id];
  if (held.pairId === null) await updatePlacement(trx, id, { closedAt: now });
  else {
    closed = await closePlacementsOfPair(trx, held.pairId, now);
    await destroyPairKey(trx, held.pairId, now);
  }
  for (const one of closed) {
    await takeBackNotices(trx, ctx, one);
    await deleteSheets(trx, one);
  }
  await recordAudit(trx, ctx, {
    action: 'questionnaire.closed',
    entity: 'questionnaire_placement',
    entityId: id,
    libraryId: held.libraryId,
  });
}

/**
 * Opens a survey without names again that was closed by hand, within the caller's transaction, which answers for the permission. All its
 * answers may have been seen: those that come now are told when there are five, or never (decision 192). Sheets of paper that were printed do
 * not hold any more. Nothing happens where it is open. Throws `questionnaires.placement_not_found`, also for a test of a pair.
 */
export async function reopenPlacementIn(trx: Tx, ctx: Ctx, id: number): Promise<void> {
  const held = await lockPlacement(trx, id);
  if (!held || held.pairId !== null) throw questionnaireErrors.placementNotFound();
  if (held.closedAt === null) return;
  await keepSeenIn(trx, ctx, id);
  await updatePlacement(trx, id, { closedAt: null });
  await recordAudit(trx, ctx, {
    action: 'questionnaire.reopened',
    entity: 'questionnaire_placement',
    entityId: id,
    libraryId: held.libraryId,
  });
}

/**
 * Ends pairs of tests whose time has come, so that no key waits for somebody to think of it. Work of the clock.
 * @returns how many keys were destroyed
 */
export async function closePairs(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let closed = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectPairsToClose(ctx.db, ctx.clock.now()), async (id) => {
    await ctx.db.transaction().execute(async (trx) => closePlacementIn(trx, oneAct(ctx), id));
    closed += 1;
  });
  round.end();
  return closed;
}

/** Gives a fixed tablet an address of its own, or takes it away: the old address no longer works. Needs `questionnaires.manage`. */
export async function setKiosk(ctx: Ctx, id: number, on: boolean): Promise<void> {
  const { library, audience } = await managedPlacement(ctx, id);
  if (on && audience !== 'anyone') throw questionnaireErrors.needsKey();
  await ctx.db.transaction().execute(async (trx) => {
    await updatePlacement(trx, id, { kioskKey: on ? randomCode(20) : null });
    await recordAudit(trx, ctx, {
      action: 'questionnaire.kiosk_set',
      entity: 'questionnaire_placement',
      entityId: id,
      libraryId: library.id,
      after: { on },
    });
  });
}

/** The short link behind the printed QR code, made once. Needs `questionnaires.manage` and `links.manage`. @returns its code */
export async function linkPlacement(ctx: Ctx, id: number): Promise<string> {
  const placement = await managedPlacement(ctx, id);
  if (placement.shortCode !== null) return placement.shortCode;
  const shortCode = await makeLink(ctx, placement.library.id, {
    kind: 'address',
    target: `/isi/${placement.code}`,
    label: placement.questionnaire.name,
    place: placement.label,
  });
  await ctx.db.transaction().execute(async (trx) => updatePlacement(trx, id, { shortCode }));
  return shortCode;
}
