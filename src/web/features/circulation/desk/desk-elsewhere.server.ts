import { getLibraryByCode } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Elsewhere } from '#web/kit/frame/staff/working-library.server.ts';
import type { DeskAnswer } from './desk-answer.ts';
import type { Desk } from '../parts/desk-library.server.ts';
import { answerOf } from '../parts/desk-parts.server.ts';

const change = (): DeskAnswer['links'][number] => ({
  href: localizeHref('/staf/perpustakaan-kerja'),
  label: m.work_change(),
});

/** A card that was opened at another library is not carried over: it is scanned again, or one goes back to where it was. */
export async function notCarriedOver({ ctx, library }: Desk, number: string, at: string): Promise<DeskAnswer> {
  const there = await getLibraryByCode(ctx, at).then(
    ({ name }) => name,
    () => m.desk_another_library(),
  );
  return answerOf({
    tone: 'warn',
    title: m.desk_not_carried({ number }),
    text: [m.desk_not_carried_text({ there, here: library.name })],
    links: [change()],
  });
}

/**
 * Nothing was done, for another library was chosen meanwhile (in another tab). A desk asks with its own answer, and its scans go on there
 * only from a page that was opened there.
 * @param next the desk without a card
 */
export const askedWhere = ({ page, chosen }: Elsewhere, next: string): DeskAnswer =>
  answerOf({
    tone: 'bad',
    title: m.desk_elsewhere(),
    text: [m.desk_elsewhere_text({ there: page?.name ?? m.desk_another_library(), here: chosen.name })],
    links: [{ href: next, label: m.desk_elsewhere_go({ library: chosen.name }) }, change()],
  });
