import { recordAudit } from '#modules/ground/audit';
import { getLibrary, getLibraryByCode, libraryErrors, type Library } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { AppError } from '#platform/errors';
import type { Secrets } from '#platform/rights/secrets';
import { timingSafeEqual } from 'node:crypto';
import { advanceDoorCode, findRule } from '../data/rules.queries.ts';
import { visitErrors } from '../errors.ts';

const PURPOSE = 'visits.door';
/** Of the keyed hash, so many bytes are printed: 96 bits that nobody guesses. */
const BYTES = 12;

const signature = (mac: Buffer): string => mac.subarray(0, BYTES).toString('base64url');

async function signedText(db: Db, libraryId: number): Promise<string> {
  const rule = await findRule(db, libraryId);
  return `${libraryId}.${rule?.doorCodeSerial ?? 1}`;
}

/** What the QR code on a library's door says: its code and a signature. Permission `visits.record` there. */
export async function doorCode(ctx: Ctx, secrets: Secrets, libraryId: number): Promise<string> {
  authorize(ctx, 'visits.record', libraryId);
  const library = await getLibrary(ctx, libraryId);
  return `${library.code}.${signature(secrets.mac(PURPOSE, await signedText(ctx.db, libraryId)))}`;
}

/** To which library's door a code belongs. Throws `visits.unknown_door` for one that was not signed here or was made new. */
export async function libraryOfDoor(ctx: Pick<Ctx, 'db'>, secrets: Secrets, code: string): Promise<Library> {
  const at = code.lastIndexOf('.');
  const library = await getLibraryByCode(ctx, code.slice(0, Math.max(0, at))).catch((error: unknown) => {
    if (error instanceof AppError && error.code === libraryErrors.notFound().code) return null;
    throw error;
  });
  if (!library?.active) throw visitErrors.unknownDoor();
  // compared as text: decoding would forgive a letter too many
  const given = Buffer.from(code.slice(at + 1));
  const holds = secrets
    .macs(PURPOSE, await signedText(ctx.db, library.id))
    .map((mac) => Buffer.from(signature(mac)))
    .some((right) => given.length === right.length && timingSafeEqual(right, given));
  if (!holds) throw visitErrors.unknownDoor();
  return library;
}

/** Makes the code on a door new: what was printed, or photographed, leads nowhere. Permission `libraries.manage` there. */
export async function renewDoorCode(ctx: Ctx, libraryId: number): Promise<void> {
  authorize(ctx, 'libraries.manage', libraryId);
  await getLibrary(ctx, libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    await advanceDoorCode(trx, libraryId);
    await recordAudit(trx, ctx, {
      action: 'door_code.renewed',
      entity: 'visit_rule',
      entityId: libraryId,
      libraryId,
    });
  });
}
