export const SCAN_OUTCOMES = [
  'found',
  'misplaced',
  'on_loan',
  'set_aside',
  'found_again',
  'unknown',
  'withdrawn',
  'out_of_scope',
] as const;
export type ScanOutcome = (typeof SCAN_OUTCOMES)[number];

/** A copy at the moment of the scan. */
export interface SeenCopy {
  /** It is one of this library's. */
  atHome: boolean;
  status: string;
  /** Somebody had it on loan when it was scanned. */
  onLoan: boolean;
  /** It waits for a member, travels, or is packed in a box, as far as the records go. */
  setAside: boolean;
  /** It is in the scope of the stocktake. */
  listed: boolean;
  placeId: number | null;
}

/**
 * What to say of a scan. The more urgent thing is said first: a copy that ought to be with a reader is not told apart by its shelf.
 * @param copy null = no copy has this code
 * @param standsRight is the place at which the phone stands the copy's own, or its room? Unknown places are right.
 */
export function judgeScan(copy: SeenCopy | null, standsRight: boolean): ScanOutcome {
  if (!copy) return 'unknown';
  if (copy.status === 'withdrawn') return 'withdrawn';
  if (!copy.atHome) return 'out_of_scope';
  if (copy.onLoan) return 'on_loan';
  if (copy.setAside) return 'set_aside';
  if (copy.listed && (copy.status === 'missing' || copy.status === 'lost')) return 'found_again';
  if (!standsRight) return 'misplaced';
  return copy.listed ? 'found' : 'out_of_scope';
}

/** A place and the room in which it stands. */
export interface KnownPlace {
  id: number;
  parentId: number | null;
}

/** Whoever stands in the room of a shelf stands at the shelf, and the other way round; what is not known cannot be wrong. */
export function standsRight(phone: KnownPlace | null, own: KnownPlace | null): boolean {
  if (!phone || !own) return true;
  return phone.id === own.id || phone.parentId === own.id || own.parentId === phone.id;
}
