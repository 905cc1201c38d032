import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { hashToken, newToken } from '#modules/ground/identity';
import { getLibrary } from '#modules/ground/libraries';
import { tellGuest, withdrawGuestMessages } from '#modules/people/notifications';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { id as anId } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt } from '#platform/requests/rate-limit';
import { authorize } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import type { CourseRow } from '../data/courses.queries.ts';
import {
  deleteInvitation,
  findInvitation,
  insertInvitation,
  selectAuthors,
  selectInvitations,
  updateInvitation,
  type InvitationRow,
} from '../data/authors.queries.ts';
import { courseErrors } from '../errors.ts';
import { authorInvitation } from '../notices.ts';
import { courseEntity, heldManagedCourse } from '../managed-course.ts';
import { aboutCourse } from './tell-authors.ts';

const DAY = 86_400_000;
/** So many days an invitation can be accepted; pages say two weeks. */
const INVITATION_DAYS = 14;
/** More people write no course together, there or asked by an invitation that holds. */
export const MOST_AUTHORS = 10;
/** Begins the secret of an invitation. */
const PREFIX = 'ajak';

const invited = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.union([z.literal(''), z.email().max(254)]).default(''),
  libraryId: anId.nullable(),
});
type InvitationInput = z.input<typeof invited>;

/** What is told of an invitation once: its secret is kept by nobody. */
interface MadeInvitation {
  id: number;
  token: string;
  expiresAt: Date;
}

/** Under which the mail of an invitation is kept, and taken back. */
export const aboutInvitation = (id: number): string => `course_invitation:${id}`;
/** One sending of an invitation: a new link is another. */
export const invitationKey = (id: number, at: Date): string => `course_invitation:${id}:${at.toISOString()}`;

/**
 * Sends an invitation that names an address there too; the secret stands in that mail alone, until it has gone or is taken back. The link that was
 * sent before opens nothing, and is sent no more.
 */
async function sendInvitation(
  trx: Tx,
  ctx: Ctx,
  course: CourseRow,
  { id, token, invitation }: { id: number; token: string; invitation: Omit<InvitationRow, 'id'> },
): Promise<void> {
  await withdrawGuestMessages(trx, ctx, aboutInvitation(id));
  const { email, name, libraryId, invitedBy, at, expiresAt } = invitation;
  if (email === '') return;
  const library = await getLibrary({ db: trx }, libraryId);
  await tellGuest(trx, ctx, authorInvitation, {
    params: { course: course.title, invitedBy, library: library.name, until: localDate(expiresAt, library.timeZone) },
    ...{ libraryId, key: invitationKey(id, at), about: aboutInvitation(id), to: email, name },
    ...{ language: ctx.locale, path: `/undangan-menulis/${token}`, expiresAt },
  });
}

/** Takes back what nobody was told yet of a course that is removed: invitations, and what is new in it. */
export async function withdrawCourseMail(trx: Tx, ctx: Ctx, courseId: number): Promise<void> {
  for (const { id } of await selectInvitations(trx, courseId))
    await withdrawGuestMessages(trx, ctx, aboutInvitation(id));
  await withdrawGuestMessages(trx, ctx, aboutCourse(courseId));
}

const secret = (ctx: Ctx) => {
  const token = newToken(PREFIX);
  const at = ctx.clock.now();
  const expiresAt = new Date(at.getTime() + INVITATION_DAYS * DAY);
  const by = { invitedBy: actorName(ctx.actor), invitedById: accountOf(ctx.actor) };
  return { token, row: { tokenHash: hashToken(token), ...by, at, expiresAt } };
};

/** Where the account of whoever accepts is at home: at the course's library; of a course of the network it is chosen. */
async function homeOf(trx: Tx, ctx: Ctx, course: CourseRow, libraryId: number | null): Promise<number> {
  const home = course.libraryId ?? libraryId;
  if (home === null) throw platformErrors.invalidInput({}, { libraryId: 'required' });
  // nobody gives more than they have: who is invited may teach there
  authorize(ctx, 'courses.teach', home);
  await getLibrary({ db: trx }, home);
  return home;
}

/** Mail goes out in the name of the city, to whom somebody typed: so many in an hour. */
const countInviting = async (ctx: Ctx): Promise<void> =>
  countAttempt(ctx, `course-invitation:${accountOf(ctx.actor) ?? 0}`, { limit: 30, windowSeconds: 3600 });

/** Throws `courses.too_many_authors` where no more write a held course or are asked to. @param besides an invitation that is not counted */
async function refuseTooMany(trx: Tx, ctx: Ctx, courseId: number, besides: number | null): Promise<void> {
  const now = ctx.clock.now();
  const asked = (await selectInvitations(trx, courseId)).filter(
    ({ id, expiresAt }) => id !== besides && expiresAt > now,
  );
  if ((await selectAuthors(trx, courseId)).length + asked.length >= MOST_AUTHORS)
    throw courseErrors.tooManyAuthors({ most: MOST_AUTHORS });
}

/**
 * Invites somebody to write a course with us, by a link that is told once, sent to the address where there is one, and ends after its days. Whoever accepts becomes an educator at the
 * course's library, nothing more. Needs `courses.manage` at its library, and `courses.teach` where the account will be. Throws `courses.not_found`,
 * `too_many_authors`, `platform.forbidden`, `invalid_input`, `too_many_requests`.
 */
export async function inviteAuthor(ctx: Ctx, courseId: number, input: InvitationInput): Promise<MadeInvitation> {
  const { name, email, libraryId } = parseInput(invited, input);
  const { token, row } = secret(ctx);
  await countInviting(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const course = await heldManagedCourse(trx, ctx, courseId, null);
    const home = await homeOf(trx, ctx, course, libraryId);
    await refuseTooMany(trx, ctx, courseId, null);
    const invitation = { ...row, courseId, libraryId: home, name, email };
    const id = await insertInvitation(trx, invitation);
    await sendInvitation(trx, ctx, course, { id, token, invitation });
    await recordAudit(trx, ctx, { action: 'course.author_invited', ...courseEntity(course), after: { name } });
    return { id, token, expiresAt: row.expiresAt };
  });
}

/** Holds the course of an invitation for whoever answers for it. Throws `courses.invitation_unknown`, `platform.forbidden`. */
async function heldInvitation(trx: Tx, ctx: Ctx, id: number): Promise<{ course: CourseRow; found: InvitationRow }> {
  const known = await findInvitation(trx, id);
  if (!known) throw courseErrors.invitationUnknown();
  const course = await heldManagedCourse(trx, ctx, known.courseId, null);
  // as it stands now that nobody else changes it
  const found = await findInvitation(trx, id);
  if (!found) throw courseErrors.invitationUnknown();
  return { course, found };
}

/** Makes a new link for an invitation, which is sent as the first was; the one from before opens nothing. Needs as {@link inviteAuthor}. Throws `courses.invitation_unknown`, `too_many_authors`, `platform.forbidden`, `too_many_requests`. */
export async function renewInvitation(ctx: Ctx, id: number): Promise<MadeInvitation & { name: string; email: string }> {
  const { token, row } = secret(ctx);
  await countInviting(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const { course, found } = await heldInvitation(trx, ctx, id);
    authorize(ctx, 'courses.teach', found.libraryId);
    // one that had ended asks nobody, until it is renewed
    await refuseTooMany(trx, ctx, course.id, id);
    await updateInvitation(trx, id, row);
    await sendInvitation(trx, ctx, course, { id, token, invitation: { ...found, ...row } });
    await recordAudit(trx, ctx, {
      action: 'course.author_invited',
      ...courseEntity(course),
      after: { name: found.name },
    });
    return { id, token, expiresAt: row.expiresAt, name: found.name, email: found.email };
  });
}

/** Takes an invitation back: its link opens nothing. Needs `courses.manage` at the course's library. Throws `courses.invitation_unknown`, `platform.forbidden`. */
export async function revokeInvitation(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { course, found } = await heldInvitation(trx, ctx, id);
    await deleteInvitation(trx, id);
    await withdrawGuestMessages(trx, ctx, aboutInvitation(id));
    await recordAudit(trx, ctx, {
      ...{ action: 'course.invitation_revoked', ...courseEntity(course) },
      before: { name: found.name },
    });
  });
}
