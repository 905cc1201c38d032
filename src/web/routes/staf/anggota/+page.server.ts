import { listLibraries, zoneOf } from '#modules/ground/libraries';
import { isExpired, listCategories, searchMembers } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere, canAnywhere } from '#platform/rights/authorize';
import { formatDate, localDate } from '#shared/dates';
import { categoryLabel } from '#web/features/members/parts/member-form.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.read' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  authorizeAnywhere(ctx, 'members.read');
  const asked = (name: string): string => url.searchParams.get(name)?.trim() ?? '';
  const [categories, libraries] = await Promise.all([listCategories(ctx), listLibraries(ctx)]);
  const filter = {
    q: asked('q').slice(0, 100),
    category: categories.find((category) => category.code === asked('kategori'))?.code ?? '',
    library: libraries.find((library) => library.code === asked('perpustakaan'))?.code ?? '',
    status: asked('keadaan') === 'berakhir' ? 'withdrawn' : 'active',
  } as const;
  const found = await searchMembers(ctx, {
    q: filter.q,
    status: filter.status,
    ...(filter.category ? { category: filter.category } : {}),
    ...(filter.library ? { library: filter.library } : {}),
    cursor: asked('lanjut') || undefined,
    limit: 50,
  });
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  const labels = new Map(categories.map((category) => [category.code, categoryLabel(category, ctx.locale)]));
  const names = new Map(libraries.map((library) => [library.code, library.name]));
  const onward = new URLSearchParams(url.searchParams);
  if (found.next) onward.set('lanjut', found.next);
  return {
    filter,
    first: asked('lanjut') === '',
    mayAdd: canAnywhere(ctx.actor, 'members.edit'),
    categories: categories.map((category) => ({ value: category.code, label: categoryLabel(category, ctx.locale) })),
    libraries: libraries.map((library) => ({ value: library.code, label: library.name })),
    members: found.data.map((member) => ({
      number: member.number,
      fullName: member.fullName,
      category: labels.get(member.category) ?? member.category,
      library: names.get(member.homeLibrary) ?? member.homeLibrary,
      expiresOn: member.expiresOn && formatDate(member.expiresOn, ctx.locale, 'medium'),
      expired: isExpired(member.expiresOn, today),
    })),
    next: found.next ? `?${onward.toString()}` : null,
  };
};
