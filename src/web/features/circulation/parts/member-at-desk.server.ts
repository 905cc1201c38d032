import { randomUUID } from 'node:crypto';
import { methodInWords, viewCharges } from '#modules/lending/charges';
import { PAYMENT_METHODS } from '#modules/lending/charges/client';
import { listHoldsOfMember } from '#modules/lending/circulation';
import { listFamily } from '#modules/people/members';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { chargesHref, chargeRow } from '#web/features/charges/parts/charge-rows.server.ts';
import { ownHold } from '#web/features/circulation/parts/hold-words.server.ts';
import { stopsInWords } from '#web/features/circulation/parts/pickup-places.server.ts';
import { memberHref } from '#web/features/members/parts/member-href.server.ts';
import { whyNotAtDesk } from '../desk/due-words.server.ts';
import { deskMember, mayBorrow } from '../desk/desk-view.server.ts';
import type { DeskMember } from '../desk/desk-answer.ts';

/** What stands in the line that says how a member stands. */
interface Mark {
  kind: 'late' | 'wait' | 'here' | 'out' | 'on';
  text: string;
}

/** The member at the desk on one screen, for staff; null where one may not see loans. */
export async function memberAtDesk(ctx: Ctx, { number, homeLibraryId }: { number: string; homeLibraryId: number }) {
  if (!canAnywhere(ctx.actor, 'loans.read')) return null;
  const may = (permission: Parameters<typeof canAnywhere>[1]): boolean => canAnywhere(ctx.actor, permission);
  const [{ member, account }, held, money, family] = await Promise.all([
    deskMember(ctx, number),
    listHoldsOfMember(ctx, number),
    may('charges.read') ? viewCharges(ctx, number, { limit: 1 }) : null,
    may('members.read') ? listFamily(ctx, number) : null,
  ]);
  const stopOf = await stopsInWords(ctx, held);
  const holds = held.map((hold) => ({ ...ownHold(hold, ctx, stopOf(hold)), ready: hold.status === 'waiting' }));
  const whyNot = new Map(account.loans.map((loan) => [loan.id, whyNotAtDesk(loan, ctx)]));
  return {
    state: stateOf(member, holds.filter(({ ready }) => ready).length),
    /** Each with why it cannot be renewed now; null = it can. */
    loans: member.loans.map((loan) => ({ ...loan, whyNot: whyNot.get(loan.id) ?? null })),
    max: member.max,
    historyCount: account.historyCount,
    holds,
    pickup: String(ctx.libraryId ?? homeLibraryId),
    money: money && {
      owed: money.balance > 0 ? formatRupiah(money.balance) : null,
      balance: money.balance,
      credit: money.balance < 0 ? formatRupiah(-money.balance) : null,
      lines: money.owed.map((line) => chargeRow(line, ctx.locale)),
      methods: PAYMENT_METHODS.map((value) => ({ value, label: methodInWords(value, ctx.locale) })),
      href: chargesHref(number),
      // sent along with the form: a second press changes nothing
      key: randomUUID(),
    },
    family: family
      ? [...family.children, ...family.guardians].map((one) => ({
          name: one.fullName,
          relation: one.relation,
          href: memberHref(one.number),
        }))
      : [],
    deskHref: may('loans.check_out')
      ? localizeHref(`/staf/sirkulasi?anggota=${encodeURIComponent(number)}&sejak=${ctx.clock.now().getTime()}`)
      : null,
    may: {
      lost: may('loans.mark_lost'),
      renew: may('loans.renew'),
      hold: may('holds.place'),
      pay: may('charges.pay'),
      waive: may('charges.waive'),
    },
  };
}
export type MemberAtDesk = NonNullable<Awaited<ReturnType<typeof memberAtDesk>>>;

/** May borrow or not, and what to look at, in one line. */
function stateOf(member: DeskMember, ready: number): { stopped: boolean; lead: string; marks: Mark[] } {
  const { notes, stopped } = member;
  const marks = notes.map(({ tone, lead, text }): Mark => ({
    kind: tone === 'bad' ? 'late' : 'wait',
    text: [lead, text].filter(Boolean).join(' '),
  }));
  if (ready > 0) marks.push({ kind: 'here', text: m.member_desk_ready({ count: ready }) });
  return { stopped, lead: stopped ? m.member_desk_may_not() : mayBorrow(member), marks };
}
