/** What pages may know about collections: fixed lists and types, safe for the browser. */
import type { CollectionKind, CollectionRule, CollectionState } from './rules/terms.ts';

export {
  COLLECTION_KINDS,
  COLLECTION_STATES,
  MOST_FOUND,
  RULE_ORDERS,
  type CollectionRule,
  type CollectionState,
  type RuleOrder,
} from './rules/terms.ts';

/** A collection as readers have it, in their language where it was written in it. */
export interface PublicCollection {
  id: number;
  /** Its part of the address, `/koleksi-pilihan/<slug>`. */
  slug: string;
  /** Whose it is; null = of the whole network. */
  libraryId: number | null;
  kind: CollectionKind;
  title: string;
  summary: string;
  /** In which language title and summary are. */
  language: 'id' | 'en';
  /** Who made it, in words; empty = nobody wants to be named. */
  madeBy: string;
  /** What somebody says of it; empty = nothing. */
  quote: string;
  quoteLanguage: 'id' | 'en';
  quoteBy: string;
  /** By what its records are found; null = they were chosen. */
  rule: CollectionRule | null;
  changedAt: Date;
  /** The day of that in the network's zone, `YYYY-MM-DD`. */
  changedOn: string;
  /** How many records readers find in it now. */
  total: number;
  /** Of how many of them a copy stands on a shelf now; of a library's own collection, one of that library. */
  onShelf: number;
}

/** A collection as those who make it have it in a list. */
export interface EditedCollection {
  id: number;
  slug: string;
  libraryId: number | null;
  kind: CollectionKind;
  title: string;
  titleEn: string;
  summary: string;
  summaryEn: string;
  madeBy: string;
  quote: string;
  quoteEn: string;
  quoteBy: string;
  rule: CollectionRule | null;
  state: CollectionState;
  publishedAt: Date | null;
  createdBy: string;
  changedAt: Date;
  version: number;
}

/** A record of one, as those who make it have it. */
export interface EditedRecord {
  bibId: number;
  title: string;
  author: string | null;
  /** False: it was deleted or hidden, and readers do not see it here. */
  found: boolean;
  sentence: string;
  sentenceEn: string;
}
