import { randomUUID } from 'node:crypto';
import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/secrets';
import type { DeskAct } from './client.ts';
import { enrolDevice, type Enrolled } from './enrol-device.ts';
import type { CheckedAct } from './schema.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** A device that has fetched its data in the name of the account in the context. */
export async function makeDevice(
  ctx: Ctx,
  secrets: Secrets,
  { name, libraryId }: { name: string; libraryId: number },
): Promise<Enrolled> {
  const device = await enrolDevice(ctx, secrets, { name, libraryId, maxAgeHours: 24 });
  await takeSnapshot(ctx, secrets, device.id);
  return device;
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
