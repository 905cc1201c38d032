/** What the desk says after a scan: one place, one colour, one sound, and what can be done next. */
export interface DeskAnswer {
  /** ok = done, warn = look here, bad = refused. */
  tone: 'ok' | 'warn' | 'bad';
  title: string;
  text: readonly string[];
  /** Buttons of the next step; the first may be pressed by Enter. */
  steps: readonly DeskStep[];
  /** Members to choose from, when a name was typed. */
  choices: readonly { href: string; name: string; detail: string }[];
  /** Where to go on from here, e.g. to print a slip. */
  links: readonly { href: string; label: string }[];
  /** What can be taken back now. */
  undo: DeskUndo | null;
  /** A refused scan, as a line of the running list. */
  refused: { title: string; barcode: string } | null;
}
export type DeskUndo =
  | {
      kind: 'loan' | 'return' | 'renewal' | 'hold';
      /** Of the loan, or of the hold. */
      id: number;
    }
  | {
      /** All that one act renewed of a member's loans. */
      kind: 'renewals';
      /** What names that act. */
      id: string;
      memberNumber: string;
    };
export interface DeskStep {
  /** The key that presses it. */
  key: 'Enter' | 'F8';
  label: string;
  /** Form action, e.g. `?/renew`. */
  action: string;
  fields: Record<string, string | number>;
  /** Asks why, in place, before it is sent. */
  asksReason: boolean;
}

export const DESK_MODES = ['pinjam', 'kembali', 'perpanjang', 'baca'] as const;
export type DeskMode = (typeof DESK_MODES)[number];
export const asDeskMode = (value: unknown): DeskMode => DESK_MODES.find((mode) => mode === value) ?? 'pinjam';

/** One line of the running list, ready to be read. */
export interface DeskRow {
  key: string;
  number: number;
  title: string;
  barcode: string;
  due: string;
  result: string;
  state: 'on' | 'wait' | 'late';
  refused: boolean;
}

export interface DeskMember {
  number: string;
  name: string;
  category: string;
  /** How many copies of how many. */
  held: number;
  /** null = no limit. */
  max: number | null;
  /** Where what is owed is paid; null = owes nothing, or one may not see it. */
  chargesHref: string | null;
  /** Nothing can be lent to them now; why is among the notes. */
  stopped: boolean;
  /** What to know before lending; `bad` is what stops it. */
  notes: readonly { tone: 'bad' | 'warn' | ''; lead: string; text: string }[];
  loans: readonly DeskLoan[];
}
export interface DeskLoan {
  id: number;
  title: string;
  barcode: string;
  due: string;
  state: 'on' | 'wait' | 'late';
  stateText: string;
  /** The member says that it was brought back. */
  claimed: boolean;
}
