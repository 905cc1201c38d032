import {
  canBorrow,
  computeDueDate,
  countedLoan,
  loanLimitsReached,
  loanRule,
  resolvePolicy,
  withinCard,
  type LendingCalendar,
  type RefusalCode,
} from '#modules/lending/circulation/client';
import { readCode } from '#modules/stock/links/client';
import type { DeskAct, Snapshot, SnapshotItem, SnapshotMember } from '#modules/stock/offline-desk/client';
import { localDate } from '#shared/dates';

export interface Refused {
  code: RefusalCode;
  params: Record<string, string | number>;
}
export type LendAnswer =
  | { kind: 'ok'; dueAt: Date }
  | { kind: 'refused'; reasons: Refused[]; /** A word of the desk is enough. */ confirmable: boolean }
  /** The device does not carry this card or this copy. */
  | { kind: 'unknown' };

interface Out {
  card: string | null;
  itemType: string;
  onSite: boolean;
  dueAt: Date | null;
  bibId: number;
  claimed: boolean;
}

/** As cards are written, whatever a scanner or a hand makes of them. */
export const cardKey = (code: string): string => code.replaceAll(/\s+/g, '').toUpperCase();

/** What a device knows, instants in milliseconds: the data as they were, and over them what was done here since. */
export class DeskData {
  readonly snapshot: Snapshot;
  readonly #members: ReadonlyMap<string, SnapshotMember>;
  readonly #items: ReadonlyMap<string, SnapshotItem>;
  readonly #labels: ReadonlyMap<string, string>;
  readonly #notes: ReadonlyMap<string, string>;
  readonly #out = new Map<string, Out>();
  readonly #visits = new Map<string, number>();
  readonly #calendar: LendingCalendar;

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
    this.#members = new Map(snapshot.members.map((member) => [cardKey(member[0]), member]));
    this.#items = new Map(snapshot.items.map((item) => [item[0], item]));
    this.#labels = new Map(snapshot.labels);
    this.#notes = new Map(snapshot.notes);
    for (const [barcode, card, itemType, onSite, dueAt, bibId, claimed] of snapshot.loans)
      this.#out.set(barcode, { card, itemType, onSite, dueAt: new Date(dueAt), bibId, claimed });
    const { timeZone, weekly, closed, special } = snapshot.calendar;
    this.#calendar = { timeZone, weekly, closed: new Set(closed), special: new Map(special) };
  }

  member = (code: string): SnapshotMember | undefined => this.#members.get(cardKey(code));
  /** What was scanned, or the barcode behind the QR code of a label. */
  barcode(code: string): string {
    const link = code.includes('/q/') ? readCode(code) : null;
    return (link === null ? undefined : this.#labels.get(link)) ?? code.trim();
  }
  item = (code: string): SnapshotItem | undefined => this.#items.get(code.trim());
  /** What belongs to a copy and is to be looked at whenever it goes out or comes back. */
  note = (code: string): string | null => this.#notes.get(code.trim()) ?? null;
  isOut = (barcode: string): boolean => this.#out.has(barcode);
  /** Copies that a card has now, those lent here among them. */
  held = (card: string): Out[] => [...this.#out.values()].filter((loan) => loan.card === card);

  /** Was this card counted within the last hour before an instant, here? */
  visitedLately(card: string, now: number): boolean {
    const last = this.#visits.get(cardKey(card));
    return last !== undefined && now - last < 3_600_000;
  }

  /** What was written down changes what is known from then on. */
  apply(act: DeskAct, at: number): void {
    if (act.kind === 'return') this.#out.delete(act.itemBarcode);
    else if (act.kind === 'visit') {
      if ('card' in act) this.#visits.set(cardKey(act.card), at);
    } else {
      const item = this.item(act.itemBarcode);
      const dueAt = this.#dueAt(act.memberNumber, act.itemBarcode, new Date(at));
      const [itemType, bibId] = [item?.[2] ?? '', item?.[4] ?? 0];
      this.#out.set(act.itemBarcode, { card: act.memberNumber, itemType, onSite: false, dueAt, bibId, claimed: false });
    }
  }

  #policy(member: SnapshotMember, itemType: string) {
    const keys = { libraryId: this.snapshot.library.id, categoryId: member[2], itemType };
    return resolvePolicy(this.snapshot.rules, keys);
  }

  #dueAt(card: string, barcode: string, at: Date): Date | null {
    const [member, item] = [this.member(card), this.item(barcode)];
    if (!member || !item) return null;
    const { policy } = this.#policy(member, item[2]);
    const dueAt = computeDueDate(at, loanRule(policy), this.#calendar);
    const about = { from: at, mode: policy.dueMode, calendar: this.#calendar };
    return policy.dueWithinCard ? withinCard(dueAt, member[3], about) : dueAt;
  }

  /** What speaks against lending by what is known here. The server judges again when the act arrives. */
  mayLend(card: string, barcode: string, instant: number, confirmed: boolean): LendAnswer {
    const now = new Date(instant);
    const [member, item] = [this.member(card), this.item(barcode)];
    if (!member || !item) return { kind: 'unknown' };
    const [number, , , expiresOn, flags, blocks] = member;
    const { policy } = this.#policy(member, item[2]);
    // a device knows its own library's rules only: what was lent elsewhere counts as if it had been lent here
    const running = this.held(number).map((loan) => ({ ...loan, by: this.#policy(member, loan.itemType).policy }));
    const out = this.#out.get(item[0]);
    const found = canBorrow({
      today: localDate(now, this.snapshot.library.timeZone),
      onSite: false,
      confirmed,
      item: {
        status: item[3],
        onLoan: out !== undefined,
        onLoanToThisMember: out?.card === number,
        inBulkLoan: item[5],
        keptFor: item[6] === number ? null : item[6],
      },
      member: {
        withdrawn: flags.includes('w'),
        consentMissing: flags.includes('g'),
        expiresOn,
        blocks: blocks.map(([kind, untilDate]) => ({ kind, untilDate, reason: '' })),
        reached: loanLimitsReached(
          countedLoan(policy, { onSite: false, itemType: item[2] }),
          running.map((loan) => countedLoan(loan.by, loan)),
        ),
        sameTitle: running.filter(({ bibId, by }) => bibId === item[4] && !by.severalCopies).length,
        overdue: running.filter(({ claimed, dueAt }) => !claimed && dueAt !== null && dueAt < now).length,
        // what somebody owes is on no device; the server looks when the act arrives
        debt: { owed: 0, max: null },
      },
      policy,
    });
    const dueAt = this.#dueAt(card, barcode, now);
    if (found.length === 0 && dueAt) return { kind: 'ok', dueAt };
    const reasons = found.map(({ code, params }) => ({ code, params }));
    return { kind: 'refused', reasons, confirmable: found.every(({ code }) => code === 'confirm_overdues') };
  }
}
