import { randomUUID } from 'node:crypto';
import {
  kindInWords,
  methodInWords,
  payCharges,
  recordCharge,
  refundCredit,
  viewCharges,
  waiveCharge,
} from '#modules/lending/charges';
import { CHARGE_KINDS, PAYMENT_METHODS } from '#modules/lending/charges/client';
import { getMember } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { can } from '#platform/authorize';
import type { PermissionCode } from '#platform/permissions';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskForm, type DeskWork } from '#web/features/circulation/desk/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { choiceOf } from '#web/features/libraries/library-form.server.ts';
import { rupiahOf } from '#web/features/charges/amount-field.server.ts';
import { chargeRow } from '#web/features/charges/charge-rows.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = {
  page: { may: ['charges.pay', 'charges.read'] },
  actions: {
    pay: { may: 'charges.pay' },
    refund: { may: 'charges.refund' },
    add: { may: 'charges.add' },
    waive: { may: 'charges.waive' },
  },
};

const MONEY = ['charges.pay', 'charges.read'] as const;

export const load: PageServerLoad = async ({ locals, params, cookies, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, cookies, MONEY);
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
    lines: ledger.data.map((line) => chargeRow(line, ctx.locale)),
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

/** Runs one act; a refusal keeps what was typed, a success says so and leads on. */
const act = async (event: RequestEvent, form: string, work: DeskWork) => {
  const back = `/staf/anggota/${encodeURIComponent(event.params.number)}/tagihan`;
  return deskForm(event, { form, needs: MONEY, back }, work);
};
const moneyOf = (values: Record<string, string>) => ({
  amount: rupiahOf(values, 'amount'),
  method: choiceOf(values, 'method', PAYMENT_METHODS),
  reference: values.reference ?? '',
  clientKey: values.key ?? null,
});

export const actions: Actions = {
  pay: async (event) =>
    act(event, 'pay', async ({ ctx }, values) => {
      const { id, amount } = await payCharges(ctx, event.params.number, moneyOf(values));
      return { said: m.charges_paid_said({ amount: formatRupiah(amount) }), to: `/staf/kas/kuitansi/${id}` };
    }),
  refund: async (event) =>
    act(event, 'refund', async ({ ctx }, values) => {
      const input = { ...moneyOf(values), reason: values.reason ?? '' };
      const { id, amount } = await refundCredit(ctx, event.params.number, input);
      return { said: m.charges_refunded_said({ amount: formatRupiah(amount) }), to: `/staf/kas/kuitansi/${id}` };
    }),
  add: async (event) =>
    act(event, 'add', async ({ ctx }, values) => {
      const kind = choiceOf(values, 'kind', CHARGE_KINDS);
      const input = {
        kind,
        amount: rupiahOf(values, 'amount'),
        note: values.note ?? '',
        clientKey: values.key ?? null,
      };
      await recordCharge(ctx, event.params.number, input);
      return { said: m.charges_added_said() };
    }),
  waive: async (event) =>
    act(event, 'waive', async ({ ctx }, values) => {
      const whole = (values.amount ?? '').trim() === '';
      await waiveCharge(ctx, idIn(values, 'chargeId'), {
        reason: values.reason ?? '',
        writeOff: values.writeOff === '1',
        clientKey: values.key ?? null,
        ...(!whole && { amount: rupiahOf(values, 'amount') }),
      });
      return { said: m.charges_waived_said() };
    }),
};
