import { listLibraries } from '#modules/ground/libraries';
import { listCategories } from '#modules/people/members';
import type { ScheduleScope } from '#modules/people/notifications';
import { authorizeAnywhere, can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { categoryLabel } from '#web/features/members/parts/member-form.server.ts';

const PERMISSION = 'notices.manage';

/** For which library and category texts and schedules are shown: as the address says, else for the whole network. */
export async function chosenScope(ctx: Ctx, params: URLSearchParams) {
  authorizeAnywhere(ctx, PERMISSION);
  const [all, categories] = await Promise.all([
    listLibraries(ctx, { active: true }),
    listCategories(ctx, { active: true }),
  ]);
  const libraries = all.filter((library) => can(ctx.actor, PERMISSION, library.id));
  const library = libraries.find((one) => one.code === params.get('perpustakaan')) ?? null;
  const category = categories.find((one) => one.code === params.get('kategori')) ?? null;
  const nameOf = ({ libraryId, categoryId }: ScheduleScope): string => {
    const place = all.find((one) => one.id === libraryId)?.name ?? m.notice_whole_network();
    const who = categories.find((one) => one.id === categoryId);
    return who ? `${place}, ${categoryLabel(who, ctx.locale)}` : place;
  };
  const codesOf = ({ libraryId, categoryId }: ScheduleScope): [string, string][] => {
    const place = all.find((one) => one.id === libraryId);
    const who = categories.find((one) => one.id === categoryId);
    return [
      ...(place ? [['perpustakaan', place.code] as [string, string]] : []),
      ...(who ? [['kategori', who.code] as [string, string]] : []),
    ];
  };
  const scope: ScheduleScope = { libraryId: library?.id ?? null, categoryId: category?.id ?? null };
  return {
    scope,
    name: nameOf(scope),
    nameOf,
    codesOf,
    codes: codesOf(scope),
    mayEdit: can(ctx.actor, PERMISSION, scope.libraryId),
    choice: {
      library: library?.code ?? '',
      category: category?.code ?? '',
      libraries: libraries.map(({ code, name }) => ({ value: code, label: name })),
      categories: categories.map((one) => ({ value: one.code, label: categoryLabel(one, ctx.locale) })),
    },
  };
}
