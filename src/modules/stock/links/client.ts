/** What pages may know about short links: types and fixed lists, safe for the browser. */
export const LINK_KINDS = ['item', 'bib', 'space', 'box', 'library', 'poster', 'address'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export interface ShortLink {
  id: number;
  /** Six letters and figures, in small letters: `/q/<code>`. */
  code: string;
  kind: LinkKind;
  label: string;
  /** Where it hangs; empty = nowhere in particular. */
  place: string;
  /** What it is a part of, and how it is read there; empty = nothing in particular. */
  campaign: string;
  channel: string;
  library: { id: number; code: string; name: string; timeZone: string };
  /** Path of ours or address elsewhere; null = what it led to is gone. */
  leadsTo: string | null;
  createdAt: Date;
  createdBy: string;
  retiredAt: Date | null;
  /** Openings in the last thirty days. */
  hits: number;
}

/** How often a link was opened on a day, at the place where it hung that day. */
export interface LinkHits {
  /** YYYY-MM-DD in the zone of the library. */
  day: string;
  place: string;
  hits: number;
}

/** How often links were opened at an hour (0 = from midnight to one). */
export interface HourHits {
  hour: number;
  hits: number;
}

export { readCode } from './rules/code.ts';
