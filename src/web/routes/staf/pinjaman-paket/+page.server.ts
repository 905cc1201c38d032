import { findBox, listBulkLoans } from '#modules/lending/bulk-loans';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { localizeHref } from '#i18n/runtime';
import { bulkLoanView } from '#web/features/bulk-loans/bulk-loan-words.server.ts';
import { requestsView } from '#web/features/bulk-loans/request-view.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'loans.read' };

const PATH = '/staf/pinjaman-paket';
const PER_PAGE = 50;
const SHOWN = ['berjalan', 'terlambat', 'semua'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, ['loans.read']);
  const shown = SHOWN.find((one) => one === url.searchParams.get('tampil')) ?? 'berjalan';
  const cursor = url.searchParams.get('lanjut');
  const query = { libraryId: library.id, limit: PER_PAGE, all: shown === 'semua', overdue: shown === 'terlambat' };
  const { data, next } = await listBulkLoans(ctx, { ...query, ...(cursor !== null && { cursor }) });
  return {
    library: library.name,
    shown,
    tabs: SHOWN.map((key) => ({ key, href: localizeHref(key === 'berjalan' ? PATH : `${PATH}?tampil=${key}`) })),
    requests: can(ctx.actor, 'bulk_loans.manage', library.id) ? await requestsView(ctx, library.id) : [],
    mayManage: can(ctx.actor, 'bulk_loans.manage', library.id),
    loans: data.map((loan) => bulkLoanView(loan, ctx)),
    older: next && localizeHref(`${PATH}?tampil=${shown}&lanjut=${encodeURIComponent(next)}`),
  };
};

export const actions: Actions = {
  box: formAction(async ({ ctx, values }) => {
    const { bulkLoanId, code } = await findBox(ctx, values.box ?? '');
    return done(null, `${PATH}/${bulkLoanId}#${code}`);
  }),
};
