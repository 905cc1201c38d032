import { authorize, can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { hashToken } from '#modules/ground/identity';
import { findDevice, findDeviceByToken, type DeviceRow } from './data/devices.queries.ts';
import { offlineDeskErrors } from './errors.ts';

/** What a desk may do; any of it lets an account see the devices of its library. */
const DESK = ['loans.check_out', 'loans.check_in', 'visits.record'] as const;

/** Throws `platform.sign_in_needed` or `platform.forbidden` for whoever may do nothing of what a desk does there. */
export function authorizeDesk(ctx: Pick<Ctx, 'actor'>, libraryId: number): void {
  if (!DESK.some((permission) => can(ctx.actor, permission, libraryId))) authorize(ctx, DESK[0], libraryId);
}

/** Throws `offline_desk.device_not_found`. */
export async function deviceOf(db: Db | Tx, id: number): Promise<DeviceRow> {
  const device = await findDevice(db, id);
  if (!device) throw offlineDeskErrors.deviceNotFound();
  return device;
}

/** The device of a token. Throws `offline_desk.device_unknown`. */
export async function deviceOfToken(db: Db | Tx, token: string): Promise<DeviceRow> {
  const device = await findDeviceByToken(db, hashToken(token));
  if (!device) throw offlineDeskErrors.deviceUnknown();
  return device;
}

/** A device that may still be given something. Throws `offline_desk.device_revoked`. */
export function refuseRevoked(device: DeviceRow): void {
  if (device.revokedAt !== null) throw offlineDeskErrors.deviceRevoked({ name: device.name });
}

/** The account that is signed in. Throws `platform.sign_in_needed`, `platform.forbidden`. */
export function accountOf({ actor }: Pick<Ctx, 'actor'>): { id: number; name: string } {
  if (actor.kind === 'account') return { id: actor.id, name: actor.name };
  throw actor.kind === 'anonymous' ? platformErrors.signInNeeded() : platformErrors.forbidden();
}
