import { recordAudit } from '#modules/ground/audit';
import { guestMessageStates, type GuestMessageState } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import {
  removeAuthorRow,
  selectEveryAuthor,
  selectInvitations,
  type AuthorRow,
  type InvitationRow,
} from '../data/authors.queries.ts';
import { deleteNews } from '../data/news.queries.ts';
import { courseErrors } from '../errors.ts';
import { invitationKey } from './invite-author.ts';
import { courseEntity, heldManagedCourse, managedCourse } from '../managed-course.ts';

/** Who writes a course with us, and who was asked to. */
interface CourseAuthors {
  courseTitle: string;
  /** Of which the course is; null: of the whole network. */
  libraryId: number | null;
  /** Also whose account is closed: they can be taken out. */
  authors: (AuthorRow & { isClosed: boolean })[];
  invitations: (Omit<InvitationRow, 'courseId' | 'invitedById'> & {
    isOver: boolean;
    /** What became of the mail; null: none was sent. */
    mail: GuestMessageState | null;
  })[];
}

/** Needs `courses.manage` at the course's library. Throws `courses.not_found`, `platform.forbidden`. */
export async function listAuthors(ctx: Ctx, courseId: number): Promise<CourseAuthors> {
  const course = await managedCourse(ctx, courseId);
  const now = ctx.clock.now();
  const invitations = await selectInvitations(ctx.db, courseId);
  const mails = await guestMessageStates(
    ctx,
    invitations.map(({ id, at }) => invitationKey(id, at)),
  );
  return {
    ...{ courseTitle: course.title, libraryId: course.libraryId },
    authors: await selectEveryAuthor(ctx.db, courseId),
    invitations: invitations.map(({ courseId: _, invitedById: _by, ...one }) => ({
      ...one,
      isOver: one.expiresAt <= now,
      mail: mails.get(invitationKey(one.id, one.at)) ?? null,
    })),
  };
}

/**
 * Lets somebody write a course no more; what they wrote and said stays, and so does their account. Needs `courses.manage` at its library. Throws
 * `courses.not_found`, `author_unknown`, `platform.forbidden`.
 */
export async function removeAuthor(ctx: Ctx, courseId: number, accountId: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const course = await heldManagedCourse(trx, ctx, courseId, null);
    const author = (await selectEveryAuthor(trx, courseId)).find((one) => one.accountId === accountId);
    if (!(await removeAuthorRow(trx, { courseId, accountId, at: ctx.clock.now() }))) throw courseErrors.authorUnknown();
    await deleteNews(trx, courseId, accountId);
    await recordAudit(trx, ctx, {
      ...{ action: 'course.author_removed', ...courseEntity(course) },
      before: { name: author?.name ?? '', accountId },
    });
  });
}
