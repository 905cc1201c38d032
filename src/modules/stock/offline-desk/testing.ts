import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
import type { DeskAct } from './client.ts';
import { enrolDevice, type Enrolled } from './enrol-device.ts';
import type { CheckedAct } from './schema.ts';
import { takeSnapshot } from './take-snapshot.ts';

export { enrolDevice } from './enrol-device.ts';
export { unlockDevice } from './enrol-device.ts';
export { type Enrolled } from './enrol-device.ts';
export { takeSnapshot } from './take-snapshot.ts';
export { saveDeviceHistory } from './save-device-history.ts';
export { replayActs } from './replay-acts.ts';

/** A device that has fetched its data in the name of the account in the context. */
export async function makeDevice(
  ctx: Ctx,
  secrets: Secrets,
  { name, libraryId }: { name: string; libraryId: number },
): Promise<Enrolled & { snapshotAt: Date }> {
  const device = await enrolDevice(ctx, secrets, { name, libraryId, maxAgeHours: 24 });
  return { ...device, snapshotAt: await fetchData(ctx, secrets, device.id) };
}

/** Fetches data for a device as its browser does. @returns when they were made */
export async function fetchData(ctx: Ctx, secrets: Secrets, deviceId: number): Promise<Date> {
  const { body } = await takeSnapshot(ctx, secrets, deviceId);
  return new Date(z.object({ createdAt: z.string() }).parse(JSON.parse(body)).createdAt);
}

/** Writes acts down as a device does, in order, by the account of the context. */
export function deviceNotes(ctx: Ctx, snapshotAt: Date) {
  let seq = 0;
  if (ctx.actor.kind !== 'account') throw new Error('only an account writes acts down');
  const { id: accountId } = ctx.actor;
  return (act: DeskAct, at: string): CheckedAct => ({
    nonce: randomUUID(),
    seq: (seq += 1),
    at: new Date(at),
    snapshotAt,
    accountId,
    act,
  });
}
