import { listDeskEvents, viewAccount, type Account, type DeskEvent } from '#modules/lending/circulation';
import { isDataRefreshDue, listCategories } from '#modules/people/members';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { formatDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { chargesHref } from '#web/features/charges/parts/charge-rows.server.ts';
import type { DeskAnswer, DeskMember, DeskRow } from './desk-answer.ts';
import { dueShort, loanLine } from './due-words.server.ts';

/** The member at the desk, as the panel beside the list shows it. */
export async function deskMember(ctx: Ctx, number: string): Promise<{ member: DeskMember; account: Account }> {
  const refresh = isDataRefreshDue(ctx, number);
  // where there is no such member, the account says it in the words of the desk
  refresh.catch(() => undefined);
  const [account, categories] = await Promise.all([viewAccount(ctx, number), listCategories(ctx)]);
  const refreshDue = await refresh;
  const category = categories.find((one) => one.code === account.member.categoryCode);
  return {
    account,
    member: {
      number: account.member.number,
      name: account.member.fullName,
      category: (ctx.locale === 'en' ? category?.nameEn : category?.nameId) ?? account.member.categoryCode,
      held: account.loans.length,
      max: account.maxLoans,
      chargesHref:
        account.balance !== 0 && canAnywhere(ctx.actor, 'charges.read') ? chargesHref(account.member.number) : null,
      stopped: account.stops.length > 0,
      notes: [
        ...notesOf(account, ctx),
        ...(refreshDue
          ? [{ tone: 'warn' as const, lead: m.privacy_refresh_desk_note(), text: m.privacy_refresh_desk() }]
          : []),
      ],
      loans: account.loans.map((loan) => loanLine(loan, ctx)),
    },
  };
}

type Note = DeskMember['notes'][number];
type Stop = Account['stops'][number];
/** What stops lending and is told by nothing else that stands in the account. */
const STOPS: Partial<Record<Stop, (max: number | null) => string>> = {
  guardian_consent_missing: () => m.desk_note_consent(),
  may_not_borrow: () => m.desk_note_no_lending(),
  limit_reached: (max) => (max === null ? m.desk_note_full() : m.desk_note_full_of({ max })),
  type_limit_reached: () => m.desk_note_full(),
};

function notesOf(
  { member, blocks, loans, balance, stops, maxLoans }: Account,
  { locale }: Pick<Ctx, 'locale'>,
): DeskMember['notes'] {
  const notes: Note[] = stops.flatMap((stop) => {
    const says = STOPS[stop];
    return says ? [{ tone: 'bad' as const, lead: says(maxLoans), text: '' }] : [];
  });
  /** It is a note to whoever lends, unless it stops them. */
  const toneOf = (stop: Stop): Note['tone'] => (stops.includes(stop) ? 'bad' : 'warn');
  if (member.withdrawn) notes.push({ tone: 'bad', lead: m.desk_note_withdrawn(), text: m.desk_note_withdrawn_step() });
  for (const block of blocks) {
    const until = block.untilDate === null ? null : formatDate(block.untilDate, locale, 'full');
    notes.push(
      block.kind === 'suspension'
        ? {
            tone: 'bad',
            lead: m.desk_note_suspended({ until: until ?? '' }),
            text: balance > 0 ? '' : m.desk_no_money(),
          }
        : {
            tone: 'bad',
            lead: m.desk_note_blocked({ reason: block.reason }),
            text: until ? m.desk_note_until({ until }) : '',
          },
    );
  }
  if (member.expired && member.expiresOn) {
    const on = formatDate(member.expiresOn, locale);
    notes.push({ tone: toneOf('card_expired'), lead: m.desk_note_expired({ on }), text: m.desk_note_expired_step() });
  }
  const overdue = loans.filter((loan) => loan.dueState === 'overdue');
  if (overdue.length > 0) {
    const free = overdue.every((loan) => loan.finePerDay === 0);
    const lead = m.desk_note_overdue({ count: overdue.length });
    notes.push({ tone: toneOf('has_overdues'), lead, text: free ? m.desk_no_money() : '' });
  }
  const near = loans.filter((loan) => loan.dueState === 'today' || loan.dueState === 'soon').length;
  if (near > 0) notes.push({ tone: 'warn', lead: m.desk_note_near({ count: near }), text: m.desk_note_near_step() });
  if (balance > 0) {
    notes.push({
      tone: toneOf('owes_too_much'),
      lead: m.desk_note_owes({ amount: formatRupiah(balance) }),
      text: '',
    });
  }
  return notes;
}

/** How many more; what is counted apart or by another rule leaves no number to be told. */
export const mayBorrow = ({ held, max }: Pick<DeskMember, 'held' | 'max'>): string =>
  max === null || held >= max ? m.desk_may_borrow_any() : m.desk_may_borrow({ count: max - held });

/** What is said when a card has just been scanned. */
export function openingAnswer(member: DeskMember): DeskAnswer {
  const bad = member.notes.filter((note) => note.tone === 'bad');
  const { held, max, stopped } = member;
  return {
    tone: stopped ? 'warn' : 'ok',
    title: member.name,
    text: [
      max === null ? m.desk_opened_no_limit({ held }) : m.desk_opened({ held, max }),
      stopped ? bad.map((note) => note.lead).join(' ') : mayBorrow(member),
    ],
    steps: [],
    choices: [],
    links: [],
    undo: null,
    refused: null,
  };
}

/** The running list, newest first and numbered from the first scan on. */
export async function deskRows(ctx: Ctx, since: Date, memberNumber: string | null): Promise<DeskRow[]> {
  const events = await listDeskEvents(ctx, { since, memberNumber });
  return events.map((event, index) => rowOf(event, events.length - index, ctx));
}

function rowOf(event: DeskEvent, number: number, ctx: Ctx): DeskRow {
  const { kind, id, at, title, itemBarcode } = event;
  const result = { loan: m.desk_done_loan, return: m.desk_done_return, renewal: m.desk_done_renewal }[kind]();
  return {
    key: `${kind}-${id}-${at.getTime()}`,
    number,
    title,
    barcode: itemBarcode,
    due: kind === 'return' ? '–' : dueShort(event, ctx),
    result,
    state: 'on',
    refused: false,
  };
}
