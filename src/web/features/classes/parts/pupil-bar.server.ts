import { pupilOfKey } from '#modules/learning/classes';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';

/** Who learns in this browser by a class, with what the teacher says, what comes next and what they can do already; null: nobody does. */
export async function pupilBar(ctx: Ctx, { key }: { key: string | null }) {
  const pupil = await pupilOfKey(ctx, key);
  return (
    pupil && {
      ...{ name: pupil.name, className: pupil.className, note: pupil.note },
      can: pupil.can.map(({ text, language }) => ({ text, lang: language === ctx.locale ? undefined : language })),
      next: pupil.next && {
        title: pupil.next.title,
        href: localizeHref(`/kelas/${pupil.next.course}/${pupil.next.slug}`),
      },
    }
  );
}
export type PupilBarView = NonNullable<Awaited<ReturnType<typeof pupilBar>>>;
