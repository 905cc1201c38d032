import { randomBytes, randomUUID } from 'node:crypto';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { ErrorParams } from '#platform/errors';
import { hashToken, newToken } from '#modules/ground/identity';
import type { DeskAct, MemberScope } from './client.ts';
import { insertConflict, insertDone } from './data/acts.queries.ts';
import { insertDevice } from './data/devices.queries.ts';

export interface PastDevice {
  libraryId: number;
  name: string;
  members: MemberScope;
  enrolledAt: Date;
  enrolledBy: string;
  /** Written down at the device; what was refused waits for a person. */
  acts: readonly { act: DeskAct; at: Date; by: string; refused: { code: string; params: ErrorParams } | null }[];
}

/** A device that was enrolled, and what it has sent, as if it had always been there. Nobody holds its token. */
export async function saveDeviceHistory(trx: Tx, ctx: Ctx, past: PastDevice): Promise<void> {
  const { libraryId, name, members, enrolledAt, enrolledBy } = past;
  const receivedAt = ctx.clock.now();
  const deviceId = await insertDevice(trx, {
    libraryId,
    name,
    members,
    enrolledAt,
    enrolledBy,
    maxAgeHours: 168,
    tokenHash: hashToken(newToken('lp')),
    unlockSecret: randomBytes(32),
    verifyKey: '-',
    snapshotAt: enrolledAt,
    syncedAt: receivedAt,
  });
  for (const [seq, { act, at, by, refused }] of past.acts.entries()) {
    const nonce = randomUUID();
    const row = { nonce, deviceId, seq, kind: act.kind, happenedAt: at, receivedAt, accountId: null, accountName: by };
    if (refused === null) await insertDone(trx, row);
    else await insertConflict(trx, row, { payload: act, ...refused });
  }
}
