import { createHash, createHmac } from 'node:crypto';
import { claimForm, recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { countAttempt } from '#platform/requests/rate-limit';
import type { Storage } from '#platform/storage';
import { Turns } from '#platform/background/turns';
import { formatDate, localDate } from '#shared/dates';
import { hashOf, typedToken } from './answer-keys.ts';
import { storeFiles, type SentFile, type StoredFile } from './answer-files.ts';
import type { Channel, Placement } from '../client.ts';
import { deleteDraft } from '../data/drafts.queries.ts';
import { takeSheet } from '../data/keys.queries.ts';
import { findPlacement, lockPlacement, pairKey, placementState, takesPaper } from '../data/placements.queries.ts';
import { holdVersion, readVersion } from '../data/questionnaires.queries.ts';
import { insertFile, insertReceipt, insertResponse, mixTraces, type Respondent } from '../data/responses.queries.ts';
import { questionnaireErrors } from '../errors.ts';
import { findRespondent } from './find-respondent.ts';
import { checkAnswers } from '../rules/check-answers.ts';
import type { Question } from '../rules/content.ts';

/** What a browser keeps to find its draft again is known to the database as this alone. */
export const draftHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Answers of one placement are written one after the other, since each holds the placement and mixes what was answered before: those that
 * come at the same moment wait without a connection, which others need.
 */
const turns = new Turns();

/** Where nobody is known, so many answers may come in an hour; counted by placement, since by person would tell who. */
const PER_HOUR = { limit: 1000, windowSeconds: 3600 };

export interface Answering {
  /** Of the placement. */
  code: string;
  /** By question; see {@link checkAnswers}. */
  answers: Readonly<Record<string, unknown>>;
  /** Of a participant who is not signed in; see `answer-keys.ts`. */
  key?: string | null;
  /** A fixed tablet names itself by this: it answers again and again. */
  kioskKey?: string | null;
  /** The browser's draft goes with the answer. */
  draftToken?: string | null;
  files?: readonly SentFile[];
}

/**
 * Answers a placement, once per person: the answer, that somebody has answered, and the end of the draft in one transaction. Without a
 * name nothing is written of who, when or in which order; there is no audit event either (decision 080). Throws
 * `questionnaires.placement_not_found`, `.not_open`, `.closed`, `.needs_key`, `.needs_member`, `.answered`, `.nothing_answered`,
 * `platform.invalid_input` with `answers.<question>` for each answer that is missing or wrong.
 */
export async function answerQuestionnaire(ctx: Ctx, storage: Storage, input: Answering): Promise<void> {
  const placement = await findPlacement(ctx.db, { code: input.code }, ctx.clock.now());
  if (!placement) throw questionnaireErrors.placementNotFound();
  const who = await findRespondent(ctx.db, ctx, placement, input.key ?? null);
  const kiosk = placement.kioskKey !== null && input.kioskKey === placement.kioskKey;
  if (placement.audience === 'anyone' && !kiosk) await countAttempt(ctx, `questionnaire:${placement.id}`, PER_HOUR);
  const { questions } = await readVersion(ctx.db, placement.versionId);
  const files = await storeFiles(storage, questions, placement.privacy === 'named' ? (input.files ?? []) : []);
  try {
    await inTurn(ctx, placement.id, async (trx) => {
      // an answer without a name leaves no trace that would claim its form; a tablet is passed on, and the next may say the same
      if (!kiosk) await claimForm(trx, ctx);
      await writeResponse(trx, ctx, placement, {
        answers: { ...withoutFiles(questions, input.answers), ...namesOf(files) },
        channel: kiosk ? 'kiosk' : 'link',
        who,
        files,
      });
      if (input.draftToken) await deleteDraft(trx, draftHash(input.draftToken), placement.id);
    });
  } catch (error) {
    for (const { key } of files) await storage.remove(key);
    throw error;
  }
}

/**
 * Enters a sheet of paper by the token that is printed on it: once, marked as paper, in the audit trail, until the day of the paper has passed
 * or the placement is closed by hand. Nobody answers in a participant's place without a sheet; a sheet is nobody's, except where answers have
 * names. Needs `questionnaires.manage` at the placement's library. Throws `questionnaires.sheet_unknown`, `.sheet_entered`, and as
 * {@link answerQuestionnaire}.
 */
export async function enterPaper(
  ctx: Ctx,
  input: { placementId: number; answers: Readonly<Record<string, unknown>>; sheet: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'questionnaires.manage');
  const placement = await findPlacement(ctx.db, { id: input.placementId }, ctx.clock.now());
  if (!placement) throw questionnaireErrors.placementNotFound();
  authorize(ctx, 'questionnaires.manage', placement.library.id);
  if (!takesPaper(placement, ctx.clock.now())) throw questionnaireErrors.closed();
  const tokenHash = hashOf(typedToken(input.sheet));
  await inTurn(ctx, placement.id, async (trx) => {
    await lockPlacement(trx, placement.id);
    const sheet = await takeSheet(trx, tokenHash, placement);
    if (sheet === 'unknown') throw questionnaireErrors.sheetUnknown({}, { sheet: 'quest_sheet_unknown' });
    if (sheet === 'entered') throw questionnaireErrors.sheetEntered({}, { sheet: 'quest_sheet_entered_before' });
    const who = sheet.enrolmentId === null ? null : { enrolmentId: sheet.enrolmentId };
    const pairSubject = `sheet:${tokenHash.toString('hex')}`;
    await writeResponse(trx, ctx, placement, { answers: input.answers, channel: 'paper', who, pairSubject, files: [] });
    await recordAudit(trx, ctx, {
      action: 'response.paper_entered',
      entity: 'questionnaire_placement',
      entityId: placement.id,
      libraryId: placement.library.id,
    });
  });
}

/** A file is answered by what was sent and looked at: the name of one alone says nothing. */
function withoutFiles(questions: readonly Question[], answers: Answering['answers']): Answering['answers'] {
  const asFiles = new Set(questions.filter(({ kind }) => kind === 'file').map(({ id }) => id));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !asFiles.has(id)));
}

const namesOf = (files: readonly StoredFile[]): Record<string, string> =>
  Object.fromEntries(files.map(({ questionId, name }) => [questionId, name]));

const inTurn = async (ctx: Ctx, placementId: number, write: (trx: Tx) => Promise<void>): Promise<void> =>
  turns.take(String(placementId), async () => ctx.db.transaction().execute(write));

export interface Written {
  answers: Readonly<Record<string, unknown>>;
  channel: Channel;
  who: Respondent;
  /** Of a pair, where it is nobody's: by what its two tests are known to be of one person. */
  pairSubject?: string;
  files: readonly StoredFile[];
}

/** One answer within the caller's transaction, which answers for who it is. */
export async function writeResponse(trx: Tx, ctx: Ctx, placement: Placement, written: Written): Promise<void> {
  const { who, channel, files } = written;
  const now = ctx.clock.now();
  const held = await lockPlacement(trx, placement.id);
  if (!held) throw questionnaireErrors.placementNotFound();
  refuseOutside(held, channel, placement, ctx);
  await holdVersion(trx, held.versionId);
  const { questions } = await readVersion(trx, held.versionId);
  const { answers, faults } = checkAnswers(questions, written.answers);
  const fields = Object.entries(faults).map(([id, reason]): [string, string] => [`answers.${id}`, reason]);
  if (fields.length > 0) throw platformErrors.invalidInput({}, Object.fromEntries(fields));
  if (Object.keys(answers).length === 0) throw questionnaireErrors.nothingAnswered();
  if (who && !(await insertReceipt(trx, placement.id, who))) throw questionnaireErrors.answered();
  const named = placement.privacy === 'named';
  const id = await insertResponse(trx, {
    placementId: placement.id,
    privacy: placement.privacy,
    answers,
    channel,
    pairCode: placement.privacy === 'paired' ? await pairCodeOf(trx, held.pairId, written) : null,
    who,
    answeredAt: named ? now : null,
  });
  if (!named) return mixTraces(trx, placement.id);
  for (const file of files) await insertFile(trx, { ...file, responseId: id });
  await recordAudit(trx, ctx, {
    action: 'response.given',
    entity: 'questionnaire_placement',
    entityId: placement.id,
    libraryId: placement.library.id,
  });
}

function refuseOutside(
  held: { opensAt: Date; closesAt: Date | null; closedAt: Date | null; paperUntil: Date | null; calledOff: boolean },
  channel: Channel,
  { library }: Placement,
  ctx: Ctx,
): void {
  const state = placementState(held, ctx.clock.now());
  if (state === 'ahead') {
    const day = formatDate(localDate(held.opensAt, library.timeZone), ctx.locale);
    throw questionnaireErrors.notOpen({ day });
  }
  const late = channel === 'paper' ? !takesPaper(held, ctx.clock.now()) : state === 'closed';
  if (late) throw questionnaireErrors.closed();
}

/** One person, one code in both tests of a pair; without the key, which is destroyed when the pair is closed, nobody can make it again. */
async function pairCodeOf(
  trx: Tx,
  pairId: number | null,
  { who, pairSubject }: Pick<Written, 'who' | 'pairSubject'>,
): Promise<Buffer> {
  const key = pairId === null ? null : await pairKey(trx, pairId);
  if (key === null) throw questionnaireErrors.closed();
  const person =
    who === null ? pairSubject : 'enrolmentId' in who ? `enrolment:${who.enrolmentId}` : `member:${who.memberId}`;
  if (person === undefined) throw questionnaireErrors.needsKey();
  return createHmac('sha256', key).update(person).digest();
}
