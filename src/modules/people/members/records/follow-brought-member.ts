import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import { findMemberById, lockMember, updateMemberRow, type MemberRecord } from '../data/members.queries.ts';
import { deleteSignInLinks } from '../data/sign-in-links.queries.ts';
import type { MemberRow } from '../schema.ts';
import { rowPreparer } from './prepare-row.ts';

/** What another system says now of a member whom it brought. */
export interface BroughtMemberNow {
  memberId: number;
  row: MemberRow;
  /** Version of the member as it was last written for that system. */
  version: number;
}
/**
 * `written`, or the `same` already, with the version of the member now. Else people here have changed it since; or it is gone; or the row cannot be
 * right.
 */
export type FollowedMember =
  { outcome: 'written' | 'same'; version: number } | { outcome: 'changed_here' | 'gone' | 'refused' };

type Prepared = ReturnType<Awaited<ReturnType<typeof rowPreparer>>>;
const FIELDS = [
  ...(['fullName', 'birthDate', 'sex', 'expiresOn', 'phone', 'email', 'address', 'postalCode'] as const),
  ...(['institution', 'notes'] as const),
];

const isSame = (before: MemberRecord, row: Prepared, category: string): boolean =>
  before.category === category && FIELDS.every((field) => (before[field] ?? null) === (row[field] ?? null));

/** @returns what it comes to, and how the row is to be written; since when somebody is a member, people here say */
async function judge(
  db: Db | Tx,
  ctx: Pick<Ctx, 'clock'>,
  before: MemberRecord | undefined,
  now: BroughtMemberNow,
): Promise<{ outcome: FollowedMember['outcome']; row: Prepared | null }> {
  if (!before || before.erasedAt !== null) return { outcome: 'gone', row: null };
  try {
    const prepared = (await rowPreparer(db, ctx))({ ...now.row, joinedOn: before.joinedOn });
    // what people here say of it: the number, which may be another one, since when, and at which library
    const row = { ...prepared, number: before.number, homeLibraryId: before.homeLibraryId };
    if (isSame(before, row, now.row.category)) return { outcome: 'same', row };
    return { outcome: before.version === now.version ? 'written' : 'changed_here', row };
  } catch (error) {
    if (error instanceof AppError) return { outcome: 'refused', row: null };
    throw error;
  }
}

/** What {@link followBroughtMember} would do; nothing is changed. */
export const foreseeBroughtMember = async (
  ctx: Pick<Ctx, 'db' | 'clock'>,
  now: BroughtMemberNow,
): Promise<FollowedMember['outcome']> =>
  (await judge(ctx.db, ctx, await findMemberById(ctx.db, now.memberId), now)).outcome;

/**
 * Brings a member up to date whom another system brought and nobody here has changed since. The number stays, for it may be another one here, and so
 * do the day of joining and the library at which they are at home. In the caller's transaction; the caller has checked the permission. The trace says that it was done, and nothing else.
 */
export async function followBroughtMember(trx: Tx, ctx: Ctx, now: BroughtMemberNow): Promise<FollowedMember> {
  const found = await findMemberById(trx, now.memberId);
  const before = found && (await lockMember(trx, found.number));
  const { outcome, row } = await judge(trx, ctx, before, now);
  if (!before || outcome === 'gone') return { outcome: 'gone' };
  if (outcome === 'same') return { outcome, version: before.version };
  if (outcome !== 'written' || !row) return { outcome: outcome === 'written' ? 'refused' : outcome };
  await updateMemberRow(trx, before.id, row, ctx.clock.now());
  // a link that is under way went to the address of before
  if (row.email !== before.email) await deleteSignInLinks(trx, before.id);
  await recordAudit(trx, ctx, {
    action: 'member.updated',
    entity: 'member',
    entityId: before.id,
    libraryId: row.homeLibraryId,
  });
  return { outcome, version: before.version + 1 };
}
