import type { Ctx } from '#platform/context';
import { AppError, type ErrorParams } from '#platform/errors';
import { explainError } from '#platform/problem';
import { recordAudit } from '#modules/audit';
import { accountActor } from '#modules/identity';
import { carryOut } from './carry-out.ts';
import type { ActAnswer } from './client.ts';
import { findAct, insertConflict, insertDone, type NewAct } from './data/acts.queries.ts';
import { hasOperated, noteSync, type DeviceRow } from './data/devices.queries.ts';
import { deviceOfToken } from './device-support.ts';
import { offlineDeskErrors } from './errors.ts';
import type { CheckedAct, SentActs } from './schema.ts';

const MINUTE = 60_000;
/** Clocks of devices are a little wrong. */
const SLACK = 2 * MINUTE;
/** Older than this, nobody remembers whether it was so. */
const OLDEST = 31 * 24 * 60 * MINUTE;

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
  const operated = actor !== null && (await hasOperated(ctx.db, device.id, actor.id));
  const row: NewAct = {
    nonce: sent.nonce,
    deviceId: device.id,
    seq: sent.seq,
    kind: sent.act.kind,
    happenedAt: sent.at,
    receivedAt: ctx.clock.now(),
    accountId: actor?.id ?? null,
    accountName: operated ? actor.name : '–',
  };
  try {
    refuse(device, sent, row.receivedAt);
    if (actor === null || !operated) throw offlineDeskErrors.operatorUnknown();
    await ctx.db.transaction().execute(async (trx) => {
      if (!(await insertDone(trx, row))) return;
      // in the trace, what one device sent belongs together with its act
      const then = { ...ctx, actor, requestId: `luring-${sent.nonce}` };
      await carryOut(trx, then, { nonce: sent.nonce, act: sent.act, at: sent.at, libraryId: device.libraryId });
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await keepConflict(ctx, device, row, sent, error);
  }
  const answer = await answerOf(ctx, sent.nonce);
  if (!answer) throw new Error(`act ${sent.nonce} was neither carried out nor kept`);
  return answer;
}

/** What no use case would see: the device and its clock. */
function refuse(device: DeviceRow, sent: CheckedAct, now: Date): void {
  if (device.revokedAt !== null) throw offlineDeskErrors.deviceRevoked({ name: device.name });
  const at = sent.at.getTime();
  if (at > now.getTime() + SLACK || at < sent.snapshotAt.getTime() - SLACK) throw offlineDeskErrors.clockWrong();
  if (now.getTime() - at > OLDEST) throw offlineDeskErrors.tooOld();
}

const keepConflict = async (
  ctx: Ctx,
  device: DeviceRow,
  row: NewAct,
  sent: CheckedAct,
  error: AppError,
): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const why = { payload: sent.act, code: error.code, params: error.params };
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

/** Why an act was refused, in words. */
export const sayWhy = (code: string, params: ErrorParams, ctx: Pick<Ctx, 'locale'>): string =>
  explainError(new AppError(code, 409, params), ctx.locale);
