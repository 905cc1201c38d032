import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { addDays, localDate } from '#shared/dates';
import { draftHash } from './answer-questionnaire.ts';
import type { Placement } from '../client.ts';
import { upsertDraft } from '../data/drafts.queries.ts';
import { findPlacement } from '../data/placements.queries.ts';
import { readVersion } from '../data/questionnaires.queries.ts';
import { hasReceipt } from '../data/responses.queries.ts';
import { questionnaireErrors } from '../errors.ts';
import { draftOf } from './draft-tries.ts';
import { findRespondent } from './find-respondent.ts';
import { checkAnswers } from '../rules/check-answers.ts';
import type { Answers, Content } from '../rules/content.ts';

/** So long an answer that was not sent waits for its browser. */
const DRAFT_DAYS = 7;

export interface OpenForm {
  placement: Placement;
  content: Content;
  /** `ready`: may be answered now. */
  access: 'ready' | 'ahead' | 'closed' | 'answered' | 'needs_key' | 'needs_member';
  /** What this browser has answered and not sent. */
  draft: Answers;
  kiosk: boolean;
}

interface Opening {
  code: string;
  /** Of a participant who is not signed in. */
  key?: string | null;
  kioskKey?: string | null;
  draftToken?: string | null;
  /** Address of who asks, where drafts could be tried out. */
  ip?: string | null;
}

/** What somebody who opens `/isi/<code>` gets to see. Throws `questionnaires.placement_not_found`, `platform.too_many_requests`. */
export async function openForm(ctx: Ctx, input: Opening): Promise<OpenForm> {
  const placement = await findPlacement(ctx.db, { code: input.code }, ctx.clock.now());
  if (!placement) throw questionnaireErrors.placementNotFound();
  const content = await readVersion(ctx.db, placement.versionId);
  const { draftToken, ip = null } = input;
  const draft = draftToken ? await draftOf(ctx, { draftToken, placementId: placement.id, ip }) : null;
  return {
    placement,
    content,
    access: await accessOf(ctx, placement, input.key ?? null),
    draft: draft ?? {},
    kiosk: placement.kioskKey !== null && input.kioskKey === placement.kioskKey,
  };
}

async function accessOf(ctx: Ctx, placement: Placement, key: string | null): Promise<OpenForm['access']> {
  if (placement.state !== 'open') return placement.state;
  try {
    const who = await findRespondent(ctx.db, ctx, placement, key);
    return who !== null && (await hasReceipt(ctx.db, placement.id, who)) ? 'answered' : 'ready';
  } catch (error) {
    if (error instanceof AppError && error.code === 'questionnaires.needs_key') return 'needs_key';
    if (error instanceof AppError && error.code === 'questionnaires.needs_member') return 'needs_member';
    throw error;
  }
}

/**
 * Keeps what was answered so far, for this browser alone: found by a secret in its cookie, kept for a week. What does not fit its
 * question is left out. @returns what is kept
 */
export async function keepDraft(
  ctx: Ctx,
  input: { code: string; draftToken: string; answers: Readonly<Record<string, unknown>>; ip?: string | null },
): Promise<Answers> {
  const { code, draftToken, answers, ip = null } = input;
  const placement = await findPlacement(ctx.db, { code }, ctx.clock.now());
  if (!placement) throw questionnaireErrors.placementNotFound();
  if (placement.state === 'closed') throw questionnaireErrors.closed();
  if (ip !== null) await draftOf(ctx, { draftToken, placementId: placement.id, ip });
  const { questions } = await readVersion(ctx.db, placement.versionId);
  const kept = checkAnswers(questions, answers, new Set()).answers;
  const keptUntil = addDays(localDate(ctx.clock.now(), placement.library.timeZone), DRAFT_DAYS);
  await upsertDraft(ctx.db, {
    tokenHash: draftHash(draftToken),
    placementId: placement.id,
    answers: kept,
    keptUntil,
  });
  return kept;
}
