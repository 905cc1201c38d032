import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { AppError, type ErrorParams } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import { recordAudit } from '#modules/ground/audit';
import { circulationErrors, wasSeenSince } from '#modules/lending/circulation';
import { accountActor } from '#modules/ground/identity';
import { carryOut } from './carry-out.ts';
import type { ActAnswer } from './client.ts';
import { findAct, insertConflict, insertDone, type NewAct } from './data/acts.queries.ts';
import { findOperator, noteSync, wasGiven, type DeviceRow } from './data/devices.queries.ts';
import { deviceOfToken } from './device-support.ts';
import { offlineDeskErrors } from './errors.ts';
import { whyNotBelieved } from './rules/when-believed.ts';
import type { CheckedAct, SentActs } from './schema.ts';

/**
 * Carries out what a device wrote down while it had no network, one after the other in its order, each once, each in a transaction of its
 * own together with the row that says so. What is refused becomes a conflict for a person; nothing is thrown away. The token of the
 * device is enough: nobody need be signed in. Throws `offline_desk.device_unknown`.
 * @returns one answer for each act, in their order; the device forgets an act when it has its answer
 */
export async function replayActs(ctx: Ctx, token: string, { acts }: SentActs): Promise<ActAnswer[]> {
  const device = await deviceOfToken(ctx.db, token);
  const answers: ActAnswer[] = [];
  for (const act of acts.toSorted((a, b) => a.seq - b.seq)) answers.push(await replay(ctx, device, act));
  await noteSync(ctx.db, device.id, ctx.clock.now());
  return answers;
}

async function replay(ctx: Ctx, device: DeviceRow, sent: CheckedAct): Promise<ActAnswer> {
  const before = await answerOf(ctx, sent.nonce);
  if (before) return before;
  const actor = await accountActor(ctx.db, sent.accountId);
  const operator = actor && (await findOperator(ctx.db, device.id, actor.id));
  const row: NewAct = {
    nonce: sent.nonce,
    deviceId: device.id,
    seq: sent.seq,
    kind: sent.act.kind,
    happenedAt: sent.at,
    receivedAt: ctx.clock.now(),
    accountId: actor?.id ?? null,
    accountName: actor && operator ? actor.name : '–',
  };
  try {
    const given = await wasGiven(ctx.db, device.id, sent.snapshotAt);
    refuse(device, sent, { receivedAt: row.receivedAt, operatorSince: operator?.firstAt ?? null, given });
    if (actor === null) throw offlineDeskErrors.operatorUnknown();
    await ctx.db.transaction().execute(async (trx) => {
      if (!(await insertDone(trx, row))) return;
      // in the trace, what one device sent belongs together with its act
      const then = { ...ctx, actor, requestId: `luring-${sent.nonce}` };
      // a clock that runs a little ahead is believed, but nothing happens later than now
      const at = sent.at > row.receivedAt ? row.receivedAt : sent.at;
      await carryOut(trx, then, { nonce: sent.nonce, act: sent.act, at, libraryId: device.libraryId });
      if (sent.act.kind === 'lend') await refuseSeenSince(trx, sent.act.itemBarcode, at);
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await keepConflict(ctx, device, row, sent, error);
  }
  const answer = await answerOf(ctx, sent.nonce);
  if (!answer) throw new Error(`act ${sent.nonce} was neither carried out nor kept`);
  return answer;
}

/** What no use case would see: the device, its clock and its data. */
function refuse(
  device: DeviceRow,
  { act: { kind }, at, snapshotAt }: CheckedAct,
  known: { receivedAt: Date; operatorSince: Date | null; given: boolean },
): void {
  const { enrolledAt, maxAgeHours, revokedAt, name } = device;
  switch (whyNotBelieved({ kind, at, snapshotAt, enrolledAt, maxAgeHours, ...known })) {
    case 'clock_wrong':
      throw offlineDeskErrors.clockWrong();
    case 'too_old':
      throw offlineDeskErrors.tooOld();
    case 'operator_unknown':
      throw offlineDeskErrors.operatorUnknown();
    case 'data_unknown':
      throw offlineDeskErrors.dataUnknown();
    case 'data_too_old':
      throw offlineDeskErrors.dataTooOld({ hours: maxAgeHours });
    case null:
      if (revokedAt !== null) throw offlineDeskErrors.deviceRevoked({ name });
  }
}

/** A copy that somebody has seen at a desk later is not with the reader by what was written down before. The copy is locked. */
async function refuseSeenSince(trx: Tx, barcode: string, at: Date): Promise<void> {
  if (await wasSeenSince(trx, barcode, at)) throw offlineDeskErrors.seenSince({ barcode });
}

const keepConflict = async (
  ctx: Ctx,
  device: DeviceRow,
  row: NewAct,
  sent: CheckedAct,
  error: AppError,
): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const why = { payload: sent.act, code: error.code, params: withoutReaders(error) };
    const id = await insertConflict(trx, row, why);
    if (id === null) return;
    await recordAudit(trx, ctx, {
      action: 'desk_act.refused',
      entity: 'desk_act',
      entityId: id,
      libraryId: device.libraryId,
      after: { device: device.name, kind: row.kind, happenedAt: row.happenedAt, code: error.code },
    });
  });

async function answerOf(ctx: Ctx, nonce: string): Promise<ActAnswer | null> {
  const row = await findAct(ctx.db, nonce);
  if (!row) return null;
  if (row.outcome !== 'conflict') return { nonce, outcome: 'done', sentence: null };
  return { nonce, outcome: 'conflict', sentence: sayWhy(row.errorCode ?? '', row.errorParams ?? {}, ctx) };
}

const HELD_FOR_OTHER = circulationErrors.heldForOther().code;

/** For whom a copy is kept is neither told to a device, with whose token nobody is signed in, nor kept until somebody decides. */
function withoutReaders({ code, params }: AppError): ErrorParams {
  if (code !== HELD_FOR_OTHER) return params;
  return Object.fromEntries(Object.entries(params).filter(([key]) => key !== 'name'));
}

/** Why an act was refused, in words. */
export function sayWhy(code: string, params: ErrorParams, { locale }: Pick<Ctx, 'locale'>): string {
  if (code === HELD_FOR_OTHER) return m.offdesk_no_held_for_other({ title: String(params.title) }, { locale });
  return explainError(new AppError(code, 409, params), locale);
}
