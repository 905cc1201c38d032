import {
  checkIn,
  checkOut,
  findOpenLoanOfCopy,
  placementNotices,
  quickReturn,
  renewLoan,
  resolveScan,
  type CheckedIn,
  type DueByHand,
  type Notice,
  type Received,
} from '#modules/lending/circulation';
import type { Loan } from '#modules/lending/circulation/client';
import { barcodeOfLink } from '#modules/stock/links';
import { searchMembers } from '#modules/people/members';
import { can, canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError, explainFields } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import type { DeskAnswer, DeskMode, DeskStep } from './desk-answer.ts';
import { bulkLoanWay, sendToUnit } from './bulk-loan-copy.server.ts';
import { answerOf, lentMomentsAgo, slipLinks, step, wordsOf, type DeskCtx } from '../parts/desk-parts.server.ts';
import { dueInWords } from './due-words.server.ts';
import { fieldsOf, type Lending } from './lending-form.server.ts';

/** What may not stand in the way of reading in the library. */
const ON_SITE_MAY_HELP: ReadonlySet<string> = new Set([
  'reference_only',
  'may_not_borrow',
  'member_suspended',
  'limit_reached',
  'type_limit_reached',
  'owes_too_much',
]);

export interface Scan {
  code: string;
  mode: DeskMode;
  /** Who is at the desk. */
  memberNumber: string | null;
  /** The address of a member at this desk. */
  memberHref: (number: string) => string;
  /** When what is taken back was really back; null = now. */
  returnedAt?: Date | null;
  /** A due date of the desk's own for what is lent; null = the rules say it. */
  due?: DueByHand | null;
}
/** Either a card was scanned and the desk turns to that member, or something is answered. */
export type ScanResult = { kind: 'member'; number: string } | { kind: 'answer'; answer: DeskAnswer };

/** One scan of the one box: a card, a book, or a name that was typed. Refusals are answers, never exceptions. */
export async function scan(ctx: DeskCtx, input: Scan): Promise<ScanResult> {
  const lending = input.mode === 'pinjam' || input.mode === 'baca';
  const prefer = lending && input.memberNumber === null ? 'member' : 'item';
  // the QR code of a copy's label is an address; its barcode is what counts here
  const code = (await barcodeOfLink(ctx, input.code)) ?? input.code;
  const found = await resolveScan(ctx, code, prefer);
  switch (found.kind) {
    case 'member':
      return { kind: 'member', number: found.number };
    case 'old_card':
      return {
        kind: 'answer',
        answer: answerOf({
          tone: 'bad',
          title: m.privacy_desk_old_card(),
          text: [m.error_circulation_card_replaced({ number: found.code })],
        }),
      };
    case 'unknown':
      return lookUp(ctx, input);
    case 'item':
      return { kind: 'answer', answer: await handle(ctx, input, found.item) };
  }
}

async function handle(
  ctx: DeskCtx,
  { mode, memberNumber, returnedAt = null, due = null }: Scan,
  item: { barcode: string; title: string; onLoan: boolean },
): Promise<DeskAnswer> {
  if (mode === 'kembali') return takeBack(ctx, item.barcode, returnedAt);
  if (mode === 'perpanjang') return renewCopy(ctx, item);
  if (memberNumber !== null) {
    const onSite = mode === 'baca';
    return lend(ctx, { memberNumber, itemBarcode: item.barcode, onSite, due: onSite ? null : due });
  }
  // nobody is at the desk: a book that is out can only have come back
  if (item.onLoan) return takeBack(ctx, item.barcode);
  return answerOf({ tone: 'warn', title: m.desk_card_first(), text: [m.desk_card_first_text({ title: item.title })] });
}

/** Not a code: perhaps a name. */
async function lookUp(ctx: DeskCtx, { code, memberHref }: Scan): Promise<ScanResult> {
  if (code === '') return { kind: 'answer', answer: answerOf({ tone: 'warn', title: m.desk_empty_scan() }) };
  const named = /\p{L}{2}/u.test(code) && canAnywhere(ctx.actor, 'members.read');
  const { data } = named ? await searchMembers(ctx, { q: code, limit: 8 }) : { data: [] };
  if (data.length === 0) {
    const answer = answerOf({
      tone: 'bad',
      title: m.desk_unknown(),
      text: [m.desk_unknown_text({ code })],
      refused: { title: m.desk_unknown(), barcode: code },
    });
    return { kind: 'answer', answer };
  }
  const choices = data.map((member) => ({
    href: memberHref(member.number),
    name: member.fullName,
    detail: member.number,
  }));
  return { kind: 'answer', answer: answerOf({ tone: 'warn', title: m.desk_which({ name: code }), choices }) };
}

/** Lends, and says what came of it. */
export async function lend(ctx: DeskCtx, lending: Lending): Promise<DeskAnswer> {
  try {
    const { loan, notices } = await checkOut(ctx, lending);
    return lent(loan, notices, ctx);
  } catch (error) {
    return refusal(error, ctx, lending);
  }
}
const lent = (loan: Loan, notices: readonly Notice[], ctx: Ctx): DeskAnswer =>
  answerOf({
    tone: notices.length > 0 ? 'warn' : 'ok',
    title: m.desk_lent({ due: dueInWords(loan, ctx) }),
    text: [loan.title, ...wordsOf(notices, ctx)],
    undo: { kind: 'loan', id: loan.id },
  });

/** Takes back, and says what came of it; a book that nobody had is only looked at. */
export async function takeBack(ctx: DeskCtx, itemBarcode: string, returnedAt: Date | null = null): Promise<DeskAnswer> {
  try {
    const back = await quickReturn(ctx, { itemBarcode, returnedAt });
    if (back.kind === 'returned') return returned(back, ctx);
    return received(back, ctx);
  } catch (error) {
    return refusal(error, ctx, { itemBarcode });
  }
}

/** Takes back what somebody else had, and lends it on in the same breath. */
export async function returnAndLend(ctx: DeskCtx, lending: Lending): Promise<DeskAnswer> {
  try {
    await checkIn(ctx, lending);
  } catch (error) {
    return refusal(error, ctx, lending);
  }
  return lend(ctx, lending);
}

/** Nobody had it on loan: out of a box, off a shelf for who waits, or only looked at. */
async function received({ item, placement, found }: Received, ctx: DeskCtx): Promise<DeskAnswer> {
  const way = placement.kind === 'bulk_loan' ? await bulkLoanWay(ctx, item, placement) : null;
  const said = way ? [way.sentence] : wordsOf(placementNotices(placement, ctx), ctx);
  const title = placement.kind === 'shelf' ? m.desk_not_on_loan() : m.desk_set_aside_look();
  return answerOf({
    tone: 'warn',
    title: found ? m.desk_received() : title,
    text: [
      item.title,
      ...(found ? [m.desk_found_again()] : []),
      ...(placement.kind === 'shelf' ? [m.desk_to_shelf()] : said),
    ],
    links: way?.links ?? slipLinks(placement),
    steps: way?.steps ?? [],
  });
}

async function returned({ loan, notices, placement }: CheckedIn, ctx: DeskCtx): Promise<DeskAnswer> {
  const copy = { barcode: loan.itemBarcode, title: loan.title };
  const way = placement.kind === 'bulk_loan' ? await bulkLoanWay(ctx, copy, placement) : null;
  const others = way ? notices.filter((notice) => notice.code !== 'circulation.bulk_loan_copy') : notices;
  const look = notices.some((notice) => notice.code !== 'circulation.overridden');
  return answerOf({
    tone: look ? 'warn' : 'ok',
    title: look ? m.desk_returned_look() : m.desk_returned(),
    text: [
      m.desk_returned_text({ title: loan.title, name: loan.memberName }),
      ...wordsOf(others, ctx),
      ...(way ? [way.sentence] : []),
    ],
    links: way?.links ?? slipLinks(placement),
    steps: way?.steps ?? [],
    undo: { kind: 'return', id: loan.id },
  });
}

/** A copy of a bulk loan that a reader brought here goes back to the unit in which its box stands. */
export async function sendOn(ctx: DeskCtx, itemBarcode: string, toLibrary: string): Promise<DeskAnswer> {
  try {
    const unit = await sendToUnit(ctx, itemBarcode, toLibrary);
    return answerOf({ tone: 'ok', title: m.bulk_desk_sent(), text: [m.bulk_desk_sent_text({ unit })] });
  } catch (error) {
    return refusal(error, ctx, { itemBarcode });
  }
}

async function renewCopy(ctx: DeskCtx, item: { barcode: string; title: string }): Promise<DeskAnswer> {
  const loan = await findOpenLoanOfCopy(ctx, item.barcode);
  if (!loan) return answerOf({ tone: 'warn', title: m.desk_not_on_loan(), text: [item.title] });
  return renew(ctx, loan.id);
}

/** Renews one loan, and says until when. */
export async function renew(ctx: DeskCtx, loanId: number, override?: { reason: string }): Promise<DeskAnswer> {
  try {
    const loan: Loan = await renewLoan(ctx, { loanId, override: override ?? null });
    return answerOf({
      tone: 'ok',
      title: m.desk_renewed({ due: dueInWords(loan, ctx) }),
      text: [loan.title],
      undo: { kind: 'renewal', id: loanId },
    });
  } catch (error) {
    return refusal(error, ctx, { loanId });
  }
}

/** An expected refusal in words, with the step that helps. Anything else is a bug and thrown on. */
export async function refusal(
  error: unknown,
  ctx: DeskCtx,
  about: Partial<Lending> & { loanId?: number },
): Promise<DeskAnswer> {
  if (!(error instanceof AppError)) throw error;
  const { code, params } = error;
  const sentence = explainError(error, ctx.locale);
  const { memberNumber, itemBarcode } = about;
  const title = typeof params.title === 'string' ? params.title : (itemBarcode ?? '');
  const refused = { title, barcode: itemBarcode ?? '' };
  const wrong = Object.values(explainFields(error, ctx.locale));

  if (code === 'circulation.on_loan_to_member' && typeof params.loanId === 'number') {
    const echo = await lentMomentsAgo(ctx, params.loanId);
    if (echo) return lent(echo, [], ctx);
    const more = step('Enter', m.desk_step_renew(), '?/renew', { loanId: params.loanId });
    return answerOf({ tone: 'warn', title: m.desk_has_it(), text: [sentence], steps: [more] });
  }
  const way =
    code === 'circulation.item_in_bulk_loan' && itemBarcode
      ? await bulkLoanWay(ctx, { barcode: itemBarcode, title }, null)
      : null;
  if (way) {
    const text = [title, way.sentence];
    return answerOf({ tone: 'bad', title: m.bulk_desk_title(), text, links: way.links, refused });
  }
  const again = fieldsOf(about);
  const steps: DeskStep[] = [];
  if (code === 'circulation.on_loan_to_other' && memberNumber && itemBarcode && typeof params.loanId === 'number') {
    steps.push(step('Enter', m.desk_step_return_lend(), '?/returnAndLend', again));
  }
  const reasons = String(params.reasons ?? '').split(',');
  // a limit of loans may not count what is read here: the next answer tells
  if (reasons.includes('reference_only') && reasons.every((reason) => ON_SITE_MAY_HELP.has(reason))) {
    steps.push(step('Enter', m.desk_step_on_site(), '?/onSite', again));
  }
  if (params.confirmable === true) steps.push(step('Enter', m.desk_step_confirm(), '?/confirm', again));
  if (params.overridable === true && params.confirmable !== true && can(ctx.actor, 'loans.override', ctx.libraryId)) {
    const fields: DeskStep['fields'] = about.loanId === undefined ? again : { loanId: about.loanId };
    steps.push(step('F8', m.desk_step_override(), '?/override', fields, true));
  }
  const titles: Record<string, string> = {
    'circulation.unknown_barcode': m.desk_unknown(),
    'circulation.unknown_member': m.desk_unknown(),
    'circulation.renewals_exhausted': m.desk_no_renewal(),
    'circulation.renewal_overdue': m.desk_no_renewal(),
    'circulation.renewal_others_overdue': m.desk_no_renewal(),
    'circulation.renewal_too_early': m.desk_no_renewal(),
    'circulation.renewal_on_site': m.desk_no_renewal(),
    'circulation.confirm_overdues': m.desk_ask(),
    'platform.forbidden': m.desk_no_permission(),
  };
  const tone = params.confirmable === true ? 'warn' : 'bad';
  return answerOf({ tone, title: titles[code] ?? m.desk_do_not_lend(), text: [sentence, ...wrong], steps, refused });
}
