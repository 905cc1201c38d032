import { recordAudit } from '#modules/ground/audit';
import { addEducator, grantEducator, hashToken, readyEducator } from '#modules/ground/identity';
import { withdrawGuestMessages } from '#modules/people/notifications';
import { accountOf, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { can } from '#platform/rights/authorize';
import { findCourse, lockCourse, type CourseRow } from '../data/courses.queries.ts';
import {
  deleteInvitation,
  findInvitationByToken,
  selectAuthors,
  writeAuthor,
  type InvitationRow,
} from '../data/authors.queries.ts';
import { courseErrors } from '../errors.ts';
import { courseEntity } from '../managed-course.ts';
import { aboutInvitation, MOST_AUTHORS } from './invite-author.ts';

/** An invitation as whoever has its link sees it. */
interface OwnInvitation {
  courseTitle: string;
  libraryId: number;
  name: string;
  email: string;
  invitedBy: string;
  expiresAt: Date;
}

/** Throws `courses.invitation_unknown`, also for one that was answered, taken back or has ended: nobody is told which. */
async function openInvitation(
  db: Db | Tx,
  { clock }: Pick<Ctx, 'clock'>,
  token: string,
): Promise<{ invitation: InvitationRow; course: CourseRow }> {
  const invitation = await findInvitationByToken(db, hashToken(token));
  const course = invitation && (await findCourse(db, invitation.courseId));
  if (!invitation || !course || invitation.expiresAt <= clock.now()) throw courseErrors.invitationUnknown();
  return { invitation, course };
}

/** An invitation for whoever has its link. Throws `courses.invitation_unknown`. */
export async function viewInvitation(ctx: Ctx, token: string): Promise<OwnInvitation> {
  const { invitation, course } = await openInvitation(ctx.db, ctx, token);
  const { libraryId, name, email, invitedBy, expiresAt } = invitation;
  return { courseTitle: course.title, libraryId, name, email, invitedBy, expiresAt };
}

/**
 * Takes the invitation away and lets an account write the course: once, whoever answers first. The course is held before, as whoever removes it does:
 * of both one comes first.
 */
async function letWrite(
  trx: Tx,
  ctx: Ctx,
  token: string,
  accountFor: (invitation: InvitationRow, course: CourseRow) => Promise<number>,
): Promise<void> {
  await lockCourse(trx, (await openInvitation(trx, ctx, token)).course.id);
  // as it stands now that nobody else changes it
  const { invitation, course } = await openInvitation(trx, ctx, token);
  if (!(await deleteInvitation(trx, invitation.id))) throw courseErrors.invitationUnknown();
  await withdrawGuestMessages(trx, ctx, aboutInvitation(invitation.id));
  const accountId = await accountFor(invitation, course);
  const others = (await selectAuthors(trx, course.id)).filter((one) => one.accountId !== accountId);
  if (others.length >= MOST_AUTHORS) throw courseErrors.tooManyAuthors({ most: MOST_AUTHORS });
  const { invitedBy, invitedById, name } = invitation;
  await writeAuthor(trx, { courseId: course.id, accountId, invitedBy, invitedById, at: ctx.clock.now() });
  await recordAudit(trx, ctx, {
    ...{ action: 'course.author_joined', ...courseEntity(course) },
    after: { name, accountId, invitedBy },
  });
}

/**
 * Accepts an invitation with an account that is made for it: an educator at the library of the invitation. For whoever has its link. Throws
 * `courses.invitation_unknown`, `too_many_authors`, `platform.invalid_input` (also for a username that somebody has).
 */
export async function acceptAsNew(
  ctx: Ctx,
  token: string,
  input: { username: string; password: string },
): Promise<void> {
  const { invitation } = await openInvitation(ctx.db, ctx, token);
  const { name, email, libraryId } = invitation;
  const ready = await readyEducator({ ...input, fullName: name, email: email || null, locale: ctx.locale });
  await ctx.db
    .transaction()
    .execute(async (trx) => letWrite(trx, ctx, token, async () => addEducator(trx, ctx, ready, libraryId)));
}

/**
 * Accepts an invitation with the account that is signed in, which becomes an educator there too. For whoever has its link. Throws
 * `courses.invitation_unknown`, `too_many_authors`, `own_course` (they answer for it already), `platform.sign_in_needed`.
 */
export async function acceptAsOwn(ctx: Ctx, token: string): Promise<void> {
  const accountId = accountOf(ctx.actor);
  if (accountId === null) throw platformErrors.signInNeeded();
  await ctx.db.transaction().execute(async (trx) =>
    letWrite(trx, ctx, token, async ({ libraryId }, course) => {
      if (can(ctx.actor, 'courses.manage', course.libraryId)) throw courseErrors.ownCourse();
      await grantEducator(trx, ctx, accountId, libraryId);
      return accountId;
    }),
  );
}
