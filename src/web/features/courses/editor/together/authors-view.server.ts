import { nameLibraries, zoneOf } from '#modules/ground/libraries';
import { listAuthors } from '#modules/learning/courses';
import type { GuestMessageState } from '#modules/people/notifications';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { placeOptions } from '#web/features/libraries/parts/place-options.server.ts';

/** What became of the mail of an invitation; empty: none was sent. */
function mailWords(mail: GuestMessageState | null): string {
  if (mail === null) return '';
  if (mail === 'sent') return m.coauthors_mail_sent();
  return mail === 'pending' || mail === 'sending' ? m.coauthors_mail_waiting() : m.coauthors_mail_failed();
}

/** Who writes a course with us and who was asked to, for the page on which that is chosen. */
export async function authorsView(ctx: Ctx, courseId: number) {
  const { courseTitle, libraryId, authors, invitations } = await listAuthors(ctx, courseId);
  const zone = await zoneOf({ db: ctx.db, libraryId });
  const nameOf = await nameLibraries(ctx);
  const when = (at: Date): string => formatInstant(at, zone, ctx.locale, 'medium');
  const places = libraryId === null ? await placeOptions(ctx, ['courses.teach']) : [];
  return {
    ...{ title: courseTitle, courseHref: localizeHref(`/staf/belajar/${courseId}`) },
    /** Where the account will be; empty: where the course is. */
    places: places.filter(({ value }) => value !== ''),
    ofLibrary: libraryId === null ? null : nameOf(libraryId).name,
    authors: authors.map(({ accountId, name, invitedBy, at, isClosed }) => ({
      ...{ accountId, name },
      about: [
        m.coauthors_invited_by({ name: invitedBy, at: when(at) }),
        ...(isClosed ? [m.identity_disabled()] : []),
      ].join(' · '),
    })),
    invitations: invitations.map((one) => ({
      ...{ id: one.id, name: one.name, isOver: one.isOver },
      about: [
        one.email,
        mailWords(one.mail),
        nameOf(one.libraryId).name,
        m.coauthors_invited_by({ name: one.invitedBy, at: when(one.at) }),
      ]
        .filter(Boolean)
        .join(' · '),
      until: one.isOver ? m.coauthors_over() : m.coauthors_until({ at: when(one.expiresAt) }),
    })),
  };
}

/** Where an invitation is accepted, without a language. */
export const invitationPath = (token: string): string => `/undangan-menulis/${token}`;
