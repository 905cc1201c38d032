import { nameLibraries } from '#modules/ground/libraries';
import { classFiguresPage, listClasses } from '#modules/learning/classes';
import type { ClassFigures } from '#modules/learning/classes/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { canAnywhere } from '#platform/rights/authorize';

const figureWords = ({ pupils, came, finished }: ClassFigures): string =>
  pupils === null
    ? m.teach_figures_few()
    : m.teach_figures_line({
        ...{ pupils, came: came ?? m.teach_figures_untold(), finished: finished ?? m.teach_figures_untold() },
      });

/** The classes that somebody teaches, and a page of figures of all for whoever answers for courses. */
export async function classList(ctx: Ctx, page: number) {
  const named = await nameLibraries(ctx);
  const { figures, ...at } = canAnywhere(ctx.actor, 'courses.manage')
    ? await classFiguresPage(ctx, page)
    : { figures: [], page: 1, pages: 1 };
  return {
    classes: (canAnywhere(ctx.actor, 'courses.teach') ? await listClasses(ctx) : []).map((one) => ({
      id: one.id,
      name: one.name,
      href: localizeHref(`/staf/belajar/kelas/${one.id}`),
      course: one.course.title,
      code: one.code,
      isEnded: one.state === 'ended',
      about: [named(one.libraryId).name, one.schoolYear, m.teach_pupils_count({ count: one.pupils })]
        .filter(Boolean)
        .join(' · '),
    })),
    figures: figures.map((one) => ({
      id: one.id,
      name: m.teach_name_course({ name: one.name, course: one.course.title }),
      href: localizeHref(`/staf/belajar/kelas/${one.id}/hasil`),
      about: [named(one.libraryId).name, figureWords(one)].join(' · '),
      candidates: one.candidates?.map(({ id, name }) => ({ value: String(id), label: name })) ?? null,
    })),
    at,
    mayTeach: canAnywhere(ctx.actor, 'courses.teach'),
    newHref: localizeHref('/staf/belajar/kelas/baru'),
  };
}
