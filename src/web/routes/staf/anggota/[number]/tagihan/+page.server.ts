import { randomUUID } from 'node:crypto';
import {
  kindInWords,
  methodInWords,
  payCharges,
  recordCharge,
  refundCredit,
  viewCharges,
  waiveCharge,
  type ChargeLine,
} from '#modules/lending/charges';
import { CHARGE_KINDS, PAYMENT_METHODS } from '#modules/lending/charges/client';
import { getMember } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import type { PermissionCode } from '#platform/rights/permissions';
import { localDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { chargeRow } from '#web/features/charges/parts/charge-rows.server.ts';
import { voidAction } from '#web/features/charges/void-payment.server.ts';
import { idIn, choiceIn, rupiahIn, rupiahOrNull } from '#web/kit/form/read-fields.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: ['charges.pay', 'charges.read'] },
  actions: {
    pay: { may: 'charges.pay' },
    refund: { may: 'charges.refund' },
    add: { may: 'charges.add' },
    waive: { may: 'charges.waive' },
    void: { may: 'charges.pay' },
  },
};

const MONEY = ['charges.pay', 'charges.read'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, MONEY);
  const cursor = url.searchParams.get('lanjut');
  const member = await getMember(ctx, params.number);
  const ledger = await viewCharges(ctx, member.number, { limit: 50, ...(cursor !== null && { cursor }) });
  const path = `/staf/anggota/${encodeURIComponent(member.number)}`;
  const may = (permission: PermissionCode): boolean => can(ctx.actor, permission, library.id);
  return {
    member: { number: member.number, fullName: member.fullName, href: localizeHref(path) },
    library: library.name,
    balance: ledger.balance,
    owedText: formatRupiah(Math.max(0, ledger.balance)),
    creditText: ledger.balance < 0 ? formatRupiah(-ledger.balance) : null,
    owed: ledger.owed.map((line) => chargeRow(line, ctx.locale)),
    lines: ledger.data.map((line) => ({ ...chargeRow(line, ctx.locale), voidable: mayVoid(ctx, line) })),
    older: ledger.next && localizeHref(`${path}/tagihan?lanjut=${encodeURIComponent(ledger.next)}`),
    kinds: CHARGE_KINDS.map((value) => ({ value, label: kindInWords(value, ctx.locale) })),
    methods: PAYMENT_METHODS.map((value) => ({ value, label: methodInWords(value, ctx.locale) })),
    // sent along with each form: a second press, or "back" and again, changes nothing
    key: randomUUID(),
    may: {
      pay: may('charges.pay'),
      add: may('charges.add'),
      waive: may('charges.waive'),
      refund: may('charges.refund'),
    },
  };
};
/** Offered on the day itself, and to who may give money back; whether it can be is said when it is pressed. */
const mayVoid = (ctx: Ctx, line: ChargeLine): boolean => {
  const { library, at } = line;
  const today = localDate(at, library.timeZone) === localDate(ctx.clock.now(), library.timeZone);
  return (
    line.kind === 'payment' &&
    line.voidedById === null &&
    can(ctx.actor, 'charges.pay', library.id) &&
    (today || can(ctx.actor, 'charges.refund', library.id))
  );
};

const moneyOf = (values: Record<string, string>) => ({
  amount: rupiahIn(values, 'amount'),
  method: choiceIn(values, 'method', PAYMENT_METHODS),
  reference: values.reference ?? '',
  clientKey: values.key ?? null,
});

export const actions: Actions = {
  void: voidAction,
  pay: deskAction({ form: 'pay', needs: MONEY }, async ({ ctx, params, values }) => {
    const { id, amount } = await payCharges(ctx, params.number, moneyOf(values));
    return done(m.charges_paid_said({ amount: formatRupiah(amount) }), `/staf/kas/kuitansi/${id}`);
  }),
  refund: deskAction({ form: 'refund', needs: MONEY }, async ({ ctx, params, values }) => {
    const input = { ...moneyOf(values), reason: values.reason ?? '' };
    const { id, amount } = await refundCredit(ctx, params.number, input);
    return done(m.charges_refunded_said({ amount: formatRupiah(amount) }), `/staf/kas/kuitansi/${id}`);
  }),
  add: deskAction({ form: 'add', needs: MONEY }, async ({ ctx, params, values }) => {
    await recordCharge(ctx, params.number, {
      kind: choiceIn(values, 'kind', CHARGE_KINDS),
      amount: rupiahIn(values, 'amount'),
      note: values.note ?? '',
      clientKey: values.key ?? null,
    });
    return m.charges_added_said();
  }),
  waive: deskAction({ form: 'waive', needs: MONEY }, async ({ ctx, values }) => {
    const amount = rupiahOrNull(values, 'amount');
    await waiveCharge(ctx, idIn(values, 'chargeId'), {
      reason: values.reason ?? '',
      writeOff: values.writeOff === '1',
      clientKey: values.key ?? null,
      ...(amount !== null && { amount }),
    });
    return m.charges_waived_said();
  }),
};
