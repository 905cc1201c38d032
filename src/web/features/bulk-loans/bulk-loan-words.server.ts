import type { BulkLoan, BulkLoanStatus } from '#modules/lending/bulk-loans/client';
import type { Ctx } from '#platform/context';
import { formatDate, formatRelativeDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

type Kind = 'on' | 'out' | 'wait' | 'late' | 'off';
const STATES: Record<BulkLoanStatus, { kind: Kind; words: () => string }> = {
  packing: { kind: 'wait', words: () => m.bulk_state_packing() },
  open: { kind: 'out', words: () => m.bulk_state_open() },
  partly_returned: { kind: 'out', words: () => m.bulk_state_partly() },
  closed: { kind: 'on', words: () => m.bulk_state_closed() },
  cancelled: { kind: 'off', words: () => m.bulk_state_cancelled() },
};

/** A bulk loan as lists and its own page show it. */
export function bulkLoanView(loan: BulkLoan, ctx: Pick<Ctx, 'clock' | 'locale'>) {
  const today = localDate(ctx.clock.now(), loan.library.timeZone);
  const late = loan.endedAt === null && loan.counts.away > 0 && loan.dueOn < today;
  const { kind, words } = STATES[loan.status];
  return {
    id: loan.id,
    number: loan.number,
    href: localizeHref(`/staf/pinjaman-paket/${loan.id}`),
    library: loan.library.name,
    receiver: loan.receiver.name,
    contact: [loan.contactName, loan.contactPhone, loan.contactEmail].filter(Boolean).join(', '),
    purpose: loan.purpose,
    period: `${formatDate(loan.startsOn, ctx.locale, 'medium')} – ${formatDate(loan.dueOn, ctx.locale, 'medium')}`,
    due: formatRelativeDate(loan.dueOn, today, ctx.locale),
    dueOn: loan.dueOn,
    counts: loan.counts,
    kind: late ? ('late' as const) : kind,
    state: late ? m.bulk_state_late() : words(),
  };
}
