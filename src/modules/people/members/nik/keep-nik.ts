import { recordAudit } from '#modules/ground/audit';
import { serves } from '#platform/rights/authorize';
import type { Actor, Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { type AppError, platformErrors } from '#platform/errors';
import { SealLost, type Secrets } from '#platform/rights/secrets';
import type { LocalDate } from '#shared/dates';
import type { Sex } from '../client.ts';
import {
  deleteIdentity,
  findByNikHash,
  findIdentity,
  lockSealedByOthers,
  setIdentityKey,
  setMismatch,
  writeIdentity,
} from '../data/identities.queries.ts';
import { memberErrors } from '../errors.ts';
import { compareNik, nikFigures } from '../rules/nik.ts';

const PURPOSE = 'nik';
const about = (memberId: number): string => `member:${memberId}`;

interface Person {
  id: number;
  homeLibraryId: number;
  birthDate: LocalDate | null;
  sex: Sex | null;
}

/** What is sealed, or null where the key is lost. */
export function openSealed(
  secrets: Secrets,
  purpose: string,
  belongsTo: string,
  sealed: { keyId: string; bytes: Uint8Array },
): string | null {
  try {
    return secrets.open(purpose, belongsTo, sealed);
  } catch (error) {
    if (error instanceof SealLost) return null;
    throw error;
  }
}

/** Under which id stands what a lost key sealed: no key has it, so nothing waits to be sealed anew. */
export const lostKeyId = (keyId: string): string => `lost:${keyId}`;

/** Whose it is, as far as the editor may know. */
const taken = (
  actor: Actor,
  holder: { number: string; fullName: string; homeLibraryId: number } | undefined,
): AppError =>
  holder && !serves(actor, 'members.edit', holder.homeLibraryId)
    ? memberErrors.nikElsewhere({}, { nik: 'nik_taken' })
    : memberErrors.nikTaken({ number: holder?.number ?? '', name: holder?.fullName ?? '' }, { nik: 'nik_taken' });

/** Who has this NIK, whatever key hashed it; null = nobody. */
export async function findNikHolder(trx: Tx, secrets: Secrets, nik: string) {
  return (await findByNikHash(trx, secrets.macs(PURPOSE, nik))) ?? null;
}

/**
 * Stores a member's NIK sealed, in an open transaction; the trace says that it was set and never what it is.
 * @param typed null takes it away
 * Throws `platform.invalid_input` (nik: `nik_format`), `members.nik_taken`.
 */
export async function keepNik(
  trx: Tx,
  ctx: Ctx,
  secrets: Secrets,
  person: Person,
  typed: string | null,
): Promise<void> {
  const trace = { entity: 'member', entityId: person.id, libraryId: person.homeLibraryId };
  if (typed === null) {
    if (await deleteIdentity(trx, person.id)) await recordAudit(trx, ctx, { ...trace, action: 'member.nik_removed' });
    return;
  }
  const nik = nikFigures(typed);
  if (nik === null) throw platformErrors.invalidInput({}, { nik: 'nik_format' });
  const holder = await findNikHolder(trx, secrets, nik);
  if (holder && holder.id !== person.id) throw taken(ctx.actor, holder);
  const sealed = secrets.seal(PURPOSE, about(person.id), nik);
  try {
    await writeIdentity(trx, person.id, {
      nikSealed: sealed.bytes,
      nikHash: secrets.mac(PURPOSE, nik),
      keyId: sealed.keyId,
      nikLast4: nik.slice(-4),
      nikMismatch: compareNik(nik, person),
      updatedAt: ctx.clock.now(),
    });
  } catch (error) {
    // another desk registered the same person a moment ago
    if (violatedUnique(error) === null) throw error;
    throw taken(ctx.actor, undefined);
  }
  await recordAudit(trx, ctx, { ...trace, action: 'member.nik_set' });
}

/**
 * The NIK of a member in full, or null. Who calls this has checked the permission and leaves the trace. Throws `members.nik_key_lost` where
 * the key that sealed it is lost (`restore --keys-lost`).
 */
export async function openNik(trx: Tx, secrets: Secrets, memberId: number): Promise<string | null> {
  const found = await findIdentity(trx, memberId);
  if (!found) return null;
  const opened = openSealed(secrets, PURPOSE, about(memberId), { keyId: found.keyId, bytes: found.nikSealed });
  if (opened === null) throw memberErrors.nikKeyLost();
  return opened;
}

/** Compares again after the birth date or the sex has changed; what cannot be opened any more stays as it was found. */
export async function compareAgain(trx: Tx, secrets: Secrets, person: Person): Promise<void> {
  const found = await findIdentity(trx, person.id);
  if (!found) return;
  const nik = openSealed(secrets, PURPOSE, about(person.id), { keyId: found.keyId, bytes: found.nikSealed });
  if (nik !== null) await setMismatch(trx, person.id, compareNik(nik, person));
}

/**
 * Seals anew what older keys sealed, after a key was added; may be stopped and run again at any time. What they do not open is marked, so that
 * it holds up no change of keys.
 * @returns how many were sealed anew
 */
export async function resealNiks(ctx: Ctx, secrets: Secrets): Promise<number> {
  const BATCH = 500;
  const older = secrets.keyIds.filter((keyId) => keyId !== secrets.keyId);
  if (older.length === 0) return 0;
  for (let done = 0; ;) {
    const { seen, resealed } = await ctx.db.transaction().execute(async (trx) => {
      const rows = await lockSealedByOthers(trx, older, BATCH);
      let resealed = 0;
      for (const row of rows) {
        const nik = openSealed(secrets, PURPOSE, about(row.memberId), { keyId: row.keyId, bytes: row.nikSealed });
        if (nik === null) {
          await setIdentityKey(trx, row.memberId, lostKeyId(row.keyId));
          continue;
        }
        const sealed = secrets.seal(PURPOSE, about(row.memberId), nik);
        await writeIdentity(trx, row.memberId, {
          nikSealed: sealed.bytes,
          nikHash: secrets.mac(PURPOSE, nik),
          keyId: sealed.keyId,
          nikLast4: row.nikLast4,
          nikMismatch: row.nikMismatch,
          updatedAt: ctx.clock.now(),
        });
        resealed += 1;
      }
      return { seen: rows.length, resealed };
    });
    done += resealed;
    if (seen < BATCH) return done;
  }
}
