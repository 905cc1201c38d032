import { pupilOfKey } from '#modules/learning/classes';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';

/** Who learns in this browser by a class, with what the teacher says, what comes next and what they can do already; null: nobody does. */
export async function pupilBar(ctx: Ctx, { key }: { key: string | null }) {
  const pupil = await pupilOfKey(ctx, key);
  const zone = pupil && (await networkZone(ctx.db));
  return (
    pupil && {
      ...{ name: pupil.name, className: pupil.className },
      messages: pupil.messages.map((one) => ({
        ...{ id: one.id, words: one.words, isNew: one.isNew },
        about: [
          m.pupils_message_by({ name: one.byName, at: formatInstant(one.at, zone ?? '', ctx.locale, 'medium') }),
          ...(one.isOwn ? [m.pupils_message_to_you()] : []),
        ].join(' · '),
      })),
      unread: pupil.messages.filter(({ isNew }) => isNew).length,
      /** What the pupil says that they read, as it is shown here. */
      read: pupil.messages
        .filter(({ isNew }) => isNew)
        .map(({ id, version }) => `${id}.${version}`)
        .join(' '),
      messagesHref: pupil.course === null ? null : `${localizeHref(`/kelas/${pupil.course}`)}#pesan-guru`,
      can: pupil.can.map(({ text, language }) => ({ text, lang: language === ctx.locale ? undefined : language })),
      next: pupil.next && {
        title: pupil.next.title,
        href: localizeHref(`/kelas/${pupil.next.course}/${pupil.next.slug}`),
      },
    }
  );
}
export type PupilBarView = NonNullable<Awaited<ReturnType<typeof pupilBar>>>;
