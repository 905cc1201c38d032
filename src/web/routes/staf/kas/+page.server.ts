import { closeCashDay, methodInWords, openCashDays, remarkOf, viewCashDay } from '#modules/lending/charges';
import type { PageAccess } from '#platform/rights/access';
import { can, HIDDEN } from '#platform/rights/authorize';
import { formatDate, formatInstant, formatTime, localDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { dayAsked, idAsked, rupiahIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'cash.read' };

/** Which library and day the address asks for; else the desk's library, today. */
async function asked({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const desk = await findDesk(locals.ctx, ['cash.read']);
  const code = url.searchParams.get('perpustakaan');
  const library = desk.libraries.find((one) => one.code === code) ?? desk.library;
  const today = localDate(desk.ctx.clock.now(), library.timeZone);
  return { ...desk, library, today, day: dayAsked(url.searchParams, 'hari', today) };
}

export const load: PageServerLoad = async (event) => {
  const { ctx, library, libraries, day, today } = await asked(event);
  const accountId = idAsked(event.url.searchParams.get('petugas'));
  const whole = await viewCashDay(ctx, { libraryId: library.id, day });
  const open = await openCashDays(ctx, library.id);
  const cash = accountId === null ? whole : await viewCashDay(ctx, { libraryId: library.id, day, accountId });
  const { closing } = whole;
  const query = new URLSearchParams({ perpustakaan: library.code, hari: day });
  return {
    library: { code: library.code, name: library.name },
    libraries: libraries.map((one) => ({ value: one.code, label: one.name })),
    accounts: whole.byAccount.flatMap(({ name, accountId: value }) => (value === null ? [] : [{ value, label: name }])),
    accountId: accountId ?? '',
    day,
    today,
    open: open.map((one) => ({
      day: one,
      text: formatDate(one, ctx.locale, 'full'),
      href: localizeHref(`/staf/kas?${new URLSearchParams({ perpustakaan: library.code, hari: one }).toString()}`),
    })),
    dayText: formatDate(day, ctx.locale, 'full'),
    lines: cash.lines.map((line) => ({
      id: line.id,
      number: line.receiptNumber,
      href: line.memberNumber === HIDDEN ? null : localizeHref(`/staf/kas/kuitansi/${line.id}`),
      time: formatTime(line.at, library.timeZone, ctx.locale),
      member: line.memberName,
      method: [methodInWords(line.method, ctx.locale), line.reference].filter(Boolean).join(' '),
      by: line.byName,
      remark: remarkOf(line, ctx.locale),
      amount: formatRupiah(line.amount),
      treasury: formatRupiah(line.kind === 'payment' ? line.treasury : -line.treasury),
    })),
    byAccount: cash.byAccount.map((one) => ({
      name: one.name,
      cash: formatRupiah(one.cash),
      qris: formatRupiah(one.qris),
    })),
    sums: {
      opening: formatRupiah(whole.opening),
      methods: [
        { label: methodInWords('cash', ctx.locale), ...cash.cash },
        { label: methodInWords('qris', ctx.locale), ...cash.qris },
      ].map(({ label, net, voided }) => ({
        label,
        net: formatRupiah(net),
        voided: voided > 0 ? formatRupiah(-voided) : null,
      })),
      expected: formatRupiah(whole.expectedCash),
      toDeposit: formatRupiah(cash.toDeposit),
    },
    suggested: {
      counted: whole.expectedCash,
      deposited: Math.max(0, Math.min(whole.expectedCash, whole.cash.treasury)),
    },
    closing: closing && {
      text: m.cash_closed_by({ name: closing.byName, at: formatInstant(closing.at, library.timeZone, ctx.locale) }),
      counted: formatRupiah(closing.counted),
      deposited: [formatRupiah(closing.deposited), closing.depositReference].filter(Boolean).join(' · '),
      difference: closing.difference === 0 ? null : formatRupiah(closing.difference),
      kept: formatRupiah(closing.kept),
      note: closing.note,
    },
    may: { close: can(ctx.actor, 'cash.close', library.id) && closing === null && day <= today },
    files: (['csv', 'xlsx'] as const).map((format) => ({
      label: format.toUpperCase(),
      href: localizeHref(`/staf/kas/tabel?${query.toString()}&format=${format}`),
    })),
    here: query.toString(),
  };
};

export const actions: Actions = {
  close: formAction(async ({ event, values }) => {
    const { ctx, library, day } = await asked(event);
    const { depositReference = '', note = '' } = values;
    const money = { counted: rupiahIn(values, 'counted'), deposited: rupiahIn(values, 'deposited') };
    await closeCashDay(ctx, { libraryId: library.id, day }, { ...money, depositReference, note });
    const said = m.cash_closed_said({ day: formatDate(day, ctx.locale) });
    return done(said, `?perpustakaan=${encodeURIComponent(library.code)}&hari=${day}`);
  }),
};
