import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Secrets } from '#platform/rights/secrets';
import { findMemberById } from '../data/members.queries.ts';
import { nikFigures } from '../rules/nik.ts';
import { findNikHolder, keepNik } from './keep-nik.ts';

/**
 * Takes over the NIK of a member whom another system brings, sealed as at the desk, in the caller's transaction; the caller has checked the permission.
 * @returns `unusable`: it has not sixteen figures; `taken`: somebody else here has it, and keeps it; `gone`: the member is not here
 */
export async function bringNik(
  trx: Tx,
  ctx: Ctx,
  secrets: Secrets,
  memberId: number,
  written: string,
): Promise<'kept' | 'unusable' | 'taken' | 'gone'> {
  const nik = nikFigures(written);
  if (nik === null) return 'unusable';
  const member = await findMemberById(trx, memberId);
  if (!member) return 'gone';
  const holder = await findNikHolder(trx, secrets, nik);
  if (holder && holder.id !== memberId) return 'taken';
  await keepNik(trx, ctx, secrets, member, nik);
  return 'kept';
}

/** Whether {@link bringNik} could read it. */
export const isNik = (written: string): boolean => nikFigures(written) !== null;
