/** What pages may know about promises: fixed lists and types, safe for the browser. */
import type { Parts } from './rules/components.ts';
import type { Standing } from './rules/standing.ts';

export { COMPONENTS, TOLD_COMPONENTS, type Component, type Parts, type ToldComponent } from './rules/components.ts';
export type { Standing } from './rules/standing.ts';

export const EDITION_STATES = ['draft', 'published', 'replaced'] as const;
export type EditionState = (typeof EDITION_STATES)[number];
export const REMARK_STATES = ['new', 'answered', 'hidden'] as const;
export type RemarkState = (typeof REMARK_STATES)[number];

/** Who put their name to it. */
export interface Signature {
  signedBy: string;
  signedOffice: string;
  signedPlace: string;
  /** `YYYY-MM-DD`; null while it is a draft. */
  signedOn: string | null;
}

/** The promise of the whole library ("maklumat pelayanan"). */
export interface Pledge extends Signature {
  id: number;
  text: string;
  textEn: string;
  state: EditionState;
  replacedAt: Date | null;
  version: number;
}

/** One edition of the standard of a service. */
export interface Edition extends Signature {
  id: number;
  standardId: number;
  edition: number;
  name: string;
  nameEn: string;
  promise: string;
  promiseEn: string;
  measure: string | null;
  measureLimit: number | null;
  target: number | null;
  parts: Parts;
  state: EditionState;
  replacedAt: Date | null;
  version: number;
}

/** How a promise is kept, as it may be told. */
export interface Performance {
  standing: Standing;
  /** Percent, one decimal; null for `few` and `unmeasured`. */
  percent: number | null;
  target: number | null;
  /** null for `few` and `unmeasured`. */
  n: number | null;
  kept: number | null;
  /** The days that were measured, both included; null = it was not measured. */
  from: string | null;
  to: string | null;
  /** What is measured: "Pesanan siap diambil, paling lama 2 hari". '' = nothing. */
  what: string;
  /** "322 pesanan"; '' where no number is told. */
  counted: string;
  /** What is not in it, or how it is meant. */
  without: string;
}

/** A service with what is promised and how that is kept. */
export interface Standard {
  id: number;
  place: number;
  note: string;
  noteEn: string;
  retiredAt: Date | null;
  version: number;
  published: Edition | null;
  draft: Edition | null;
  performance: Performance;
}

/** What somebody said of the promises. */
export interface Remark {
  id: number;
  standardId: number | null;
  /** Of the service that it is about; null = all of them. */
  standardName: string | null;
  text: string;
  proven: boolean;
  state: RemarkState;
  answer: string;
  answeredBy: string;
  answeredAt: Date | null;
  createdAt: Date;
  version: number;
}

/** A yearly review. */
export interface Review {
  id: number;
  /** `YYYY-MM-DD` */
  heldOn: string;
  summary: string;
  heldBy: string;
}
