import type { AttachmentAccess, ItemStatus, SetAside } from './terms.ts';

/**
 * Why a copy is or is not to be had now, as readers are told, in the order in which a library or a title is described by it: what is at
 * hand first, then what comes back soonest. One copy has one reason.
 */
export const COPY_STATES = [
  'here',
  'read_here',
  'lent',
  'kept',
  'on_the_way',
  'for_program',
  'in_processing',
  'bulk_loan',
  'damaged',
  'missing',
] as const;
export type CopyState = (typeof COPY_STATES)[number];

/** What of a copy decides that. */
export interface CopyFacts {
  status: ItemStatus;
  onLoan: boolean;
  setAside: SetAside | null;
  /** It is not lent by its library, whoever asks. */
  readHere: boolean;
}

const ASIDE: Record<SetAside, CopyState> = {
  waiting: 'kept',
  in_transit: 'on_the_way',
  program: 'for_program',
  bulk_loan: 'bulk_loan',
};
const BY_STATUS: Partial<Record<ItemStatus, CopyState>> = {
  in_processing: 'in_processing',
  repair: 'damaged',
  damaged: 'damaged',
};

/** The one place that says how a copy stands for readers; null = it is no part of the collection any more. */
export function stateOfCopy({ status, onLoan, setAside, readHere }: CopyFacts): CopyState | null {
  if (status === 'withdrawn' || status === 'lost') return null;
  if (status === 'missing') return 'missing';
  if (onLoan) return 'lent';
  if (setAside !== null) return ASIDE[setAside];
  return BY_STATUS[status] ?? (readHere ? 'read_here' : 'here');
}

/** Copies of one title that stand alike, at a library. */
export interface CountedCopies extends CopyFacts {
  libraryId: number;
  libraryName: string;
  timeZone: string;
  callNumber: string | null;
  /** When it is expected back: lent, or in the room of a programme. */
  until: Date | null;
  count: number;
}

/** The copies of a title at one library, and the reason that stands for them. */
export interface Holding {
  libraryId: number;
  libraryName: string;
  timeZone: string;
  /** Of a copy in that state. */
  callNumber: string | null;
  /** Copies in the collection (not lost, missing or withdrawn). */
  total: number;
  /** Those of them on the shelf now: to be taken home, and to be read there. */
  available: number;
  readHere: number;
  lent: number;
  state: CopyState;
  /** When the first copy in that state is expected back. */
  until: Date | null;
}

const rank = (state: CopyState): number => COPY_STATES.indexOf(state);
const least = <T extends string | Date>(a: T | null, b: T | null): T | null =>
  a === null || (b !== null && b < a) ? b : a;

function join(held: Holding | undefined, copies: CountedCopies, state: CopyState): Holding {
  const { libraryId, libraryName, timeZone, callNumber, until, count } = copies;
  const none = { total: 0, available: 0, readHere: 0, lent: 0 };
  const own = { libraryId, libraryName, timeZone, callNumber, state, until };
  const before = held ?? { ...own, ...none };
  const said = rank(state) < rank(before.state) ? { ...before, ...own } : before;
  return {
    ...said,
    ...(state === said.state && {
      callNumber: least(said.callNumber, callNumber),
      until: least(said.until, until),
    }),
    total: before.total + (state === 'missing' ? 0 : count),
    available: before.available + (state === 'here' ? count : 0),
    readHere: before.readHere + (state === 'read_here' ? count : 0),
    lent: before.lent + (state === 'lent' ? count : 0),
  };
}

/**
 * The copies of a title by library, those with most on the shelf first, then in the order given (the network's). A library whose only
 * copies are being looked for stands there too, with a total of none.
 */
export function holdingsOf(copies: readonly CountedCopies[]): Holding[] {
  const byLibrary = new Map<number, Holding>();
  for (const some of copies) {
    const state = stateOfCopy(some);
    if (state !== null) byLibrary.set(some.libraryId, join(byLibrary.get(some.libraryId), some, state));
  }
  return [...byLibrary.values()].sort((a, b) => b.available - a.available || b.readHere - a.readHere);
}

/** How a title is read without a copy: by anyone, by members, by whoever has the file on loan, or elsewhere in the web. */
export type DigitalAccess = 'public' | 'members' | 'licensed' | 'link';
export interface DigitalWay {
  access: DigitalAccess;
  /** The file that is opened; null = an address in the record. */
  fileId: number | null;
}

const FILE_ACCESS: Record<Exclude<AttachmentAccess, 'staff'>, { access: DigitalAccess; rank: number }> = {
  public: { access: 'public', rank: 0 },
  members: { access: 'members', rank: 1 },
  categories: { access: 'members', rank: 2 },
  licensed: { access: 'licensed', rank: 3 },
};

/** The file that most people may open, of those that are not for staff alone; an address in the record only where there is no file. */
export function digitalWay(
  files: readonly { id: number; access: AttachmentAccess }[],
  hasAddress: boolean,
): DigitalWay | null {
  const open = files.flatMap(({ id, access }) => (access === 'staff' ? [] : [{ id, ...FILE_ACCESS[access] }]));
  const [best] = open.sort((a, b) => a.rank - b.rank || a.id - b.id);
  if (best) return { access: best.access, fileId: best.id };
  return hasAddress ? { access: 'link', fileId: null } : null;
}

/** What a reader is told at a glance: the reason, where, and where else. */
export interface Availability {
  state: CopyState | 'digital' | 'none';
  /** The library that the sentence names. */
  at: Holding | null;
  /** Further libraries that have it on the shelf, best first. */
  also: Holding[];
  /** Every copy is lent. */
  allLent: boolean;
  digital: DigitalWay | null;
}

/**
 * What is said about a title: a copy to take home goes before one to read there, that before its file, and that before what is not at hand.
 * Of several libraries the ones that the reader chose come first, then those with most copies on the shelf or the first one back.
 * @param wanted ids of the libraries that the reader chose
 */
export function availabilityOf(
  { holdings, digital }: { holdings: readonly Holding[]; digital: DigitalWay | null },
  wanted: readonly number[] = [],
): Availability {
  const chosen = ({ libraryId }: Holding): number => Number(wanted.includes(libraryId));
  const ranked = (count: (holding: Holding) => number): Holding[] =>
    holdings.filter((holding) => count(holding) > 0).sort((a, b) => chosen(b) - chosen(a) || count(b) - count(a));
  const allLent = holdings.length > 0 && holdings.every(({ total, lent }) => total === lent);
  for (const [state, count] of [
    ['here', (holding: Holding) => holding.available],
    ['read_here', (holding: Holding) => holding.readHere],
  ] as const) {
    const [at, ...also] = ranked(count);
    if (at) return { state, at, also, allLent, digital };
  }
  if (digital !== null) return { state: 'digital', at: null, also: [], allLent, digital };
  const [at] = [...holdings].sort(
    (a, b) =>
      rank(a.state) - rank(b.state) ||
      chosen(b) - chosen(a) ||
      (a.until?.getTime() ?? Infinity) - (b.until?.getTime() ?? Infinity),
  );
  return { state: at?.state ?? 'none', at: at ?? null, also: [], allLent, digital };
}
