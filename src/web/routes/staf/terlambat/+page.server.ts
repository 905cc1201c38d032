import { listOverdue } from '#modules/lending/circulation';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { dueShort, lateInWords, lateSinceToday } from '#web/features/circulation/desk/due-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'loans.read' };

const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const all = await listLibraries(ctx, { active: true });
  const network = can(ctx.actor, 'loans.read', null);
  const libraries = all.filter((library) => can(ctx.actor, 'loans.read', library.id));
  const code = url.searchParams.get('perpustakaan');
  // the library where one works, unless another one is asked for, or (with none) the whole network
  const here = libraries.find((library) => library.id === ctx.libraryId) ?? libraries[0] ?? null;
  const chosen = libraries.find((library) => library.code === code) ?? (network && code === '' ? null : here);
  const cursor = url.searchParams.get('lanjut');
  const { data, next } = await listOverdue(ctx, {
    libraryId: chosen?.id ?? null,
    limit: PER_PAGE,
    ...(cursor !== null && { cursor }),
  });
  const query = new URLSearchParams({ perpustakaan: chosen?.code ?? '' });
  if (next) query.set('lanjut', next);
  return {
    chosen: chosen?.code ?? '',
    where: chosen?.name ?? m.work_network(),
    network,
    libraries: libraries.map((library) => ({ value: library.code, label: library.name })),
    first: cursor === null,
    next: next ? localizeHref(`/staf/terlambat?${query.toString()}`) : null,
    loans: data.map((loan) => ({
      id: loan.id,
      title: loan.title,
      barcode: loan.itemBarcode,
      memberName: loan.memberName,
      memberHref: localizeHref(`/staf/anggota/${encodeURIComponent(loan.memberNumber)}`),
      library: loan.library.name,
      due: dueShort(loan, ctx),
      late: loan.onSite || lateSinceToday(loan, ctx) ? lateInWords(loan, ctx) : m.overdue_days({ days: loan.lateDays }),
      phone: loan.phone ?? loan.guardianPhone,
      viaGuardian: loan.phone === null && loan.guardianPhone !== null ? loan.guardianName : null,
      email: loan.email,
    })),
  };
};
