import { randomBytes } from 'node:crypto';
import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { violatedUnique } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { Secrets } from '#platform/rights/secrets';
import { recordAudit } from '#modules/ground/audit';
import { hashToken, newToken } from '#modules/ground/identity';
import { getLibrary } from '#modules/ground/libraries';
import { insertDevice, markRevoked } from './data/devices.queries.ts';
import { authorizeDesk, deviceOf } from './device-support.ts';
import { offlineDeskErrors } from './errors.ts';
import { deviceInput, type DeviceInput } from './schema.ts';
import { snapshotKeys } from './signing.ts';

/** What the browser keeps of its enrolment. Shown once: the server keeps the hash of the token only. */
export interface Enrolled {
  id: number;
  name: string;
  library: { id: number; code: string; name: string; timeZone: string };
  token: string;
  /** Half of the key to what the device will keep, base64url. */
  unlock: string;
  /** The public key with which it checks what it is given, base64url. */
  verifyKey: string;
}

/**
 * Lets this browser work without the network for a library. Permission `devices.enrol` there.
 * Throws `offline_desk.name_taken`.
 */
export async function enrolDevice(ctx: Ctx, secrets: Secrets, input: DeviceInput): Promise<Enrolled> {
  const { libraryId, name, members, maxAgeHours } = parseInput(deviceInput, input);
  authorize(ctx, 'devices.enrol', libraryId);
  const library = await getLibrary(ctx, libraryId);
  const token = newToken('lp');
  const unlockSecret = randomBytes(32);
  const [{ publicKey: verifyKey } = { publicKey: '' }] = snapshotKeys(secrets);
  try {
    const id = await ctx.db.transaction().execute(async (trx) => {
      const made = await insertDevice(trx, {
        libraryId,
        name,
        members,
        maxAgeHours,
        tokenHash: hashToken(token),
        unlockSecret,
        verifyKey,
        enrolledAt: ctx.clock.now(),
        enrolledBy: actorName(ctx.actor),
      });
      const after = { name, members, maxAgeHours };
      await recordAudit(trx, ctx, {
        action: 'desk_device.enrolled',
        entity: 'desk_device',
        entityId: made,
        libraryId,
        after,
      });
      return made;
    });
    const unlock = unlockSecret.toString('base64url');
    const { code, timeZone } = library;
    return { id, name, library: { id: libraryId, code, name: library.name, timeZone }, token, unlock, verifyKey };
  } catch (error) {
    if (violatedUnique(error) === 'desk_device_name') throw offlineDeskErrors.nameTaken({ name }, { name: 'taken' });
    throw error;
  }
}

/**
 * Takes a device its right: it gets no data any more, drops what it has at the next contact, and what it sends is looked at by a person.
 * Revoking it again changes nothing. Permission `devices.enrol` at its library.
 */
export async function revokeDevice(ctx: Ctx, id: number): Promise<{ name: string }> {
  const { libraryId, name } = await deviceOf(ctx.db, id);
  authorize(ctx, 'devices.enrol', libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await markRevoked(trx, id, ctx.clock.now(), actorName(ctx.actor)))) return;
    await recordAudit(trx, ctx, { action: 'desk_device.revoked', entity: 'desk_device', entityId: id, libraryId });
  });
  return { name };
}

/**
 * The server's half of the key to what lies on a device, for a desk of its library. A revoked device deletes its data first, and opens
 * with it what it has not sent yet.
 */
export async function unlockDevice(ctx: Ctx, id: number): Promise<{ unlock: string; revoked: boolean }> {
  const device = await deviceOf(ctx.db, id);
  authorizeDesk(ctx, device.libraryId);
  return { unlock: device.unlockSecret.toString('base64url'), revoked: device.revokedAt !== null };
}
