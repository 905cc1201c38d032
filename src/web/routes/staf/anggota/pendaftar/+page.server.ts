import { redirect } from '@sveltejs/kit';
import { listCategories, listRegistrations } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { categoryLabel } from '#web/features/members/parts/member-form.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('nomor')?.trim().toUpperCase() ?? '';
  const all = url.searchParams.get('semua') === '1';
  const { data, next } = await listRegistrations(ctx, {
    all,
    cursor: url.searchParams.get('lanjut') ?? undefined,
  });
  if (asked !== '') redirect(303, localizeHref(`/staf/anggota/pendaftar/${encodeURIComponent(asked)}`));
  const categories = new Map((await listCategories(ctx)).map((one) => [one.code, categoryLabel(one, ctx.locale)]));
  return {
    all,
    next: next && `?${new URLSearchParams({ ...(all ? { semua: '1' } : {}), lanjut: next }).toString()}`,
    registrations: data.map((one) => ({
      number: one.number,
      fullName: one.fullName,
      library: one.homeLibraryName,
      category: categories.get(one.category) ?? one.category,
      since: formatInstant(one.submittedAt, one.timeZone, ctx.locale, 'medium'),
      confirmed: one.confirmed,
      emailConfirmed: one.emailConfirmed,
      phoneConfirmed: one.phoneConfirmed,
    })),
  };
};
