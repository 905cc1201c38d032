/** Its records are chosen one by one, or found by a rule. */
export const COLLECTION_KINDS = ['hand', 'rule'] as const;
export type CollectionKind = (typeof COLLECTION_KINDS)[number];

export const COLLECTION_STATES = ['draft', 'published', 'withdrawn'] as const;
export type CollectionState = (typeof COLLECTION_STATES)[number];

/** In which order a rule has what it finds: by year of publication, by title, by how often it is lent. */
export const RULE_ORDERS = ['newest', 'title', 'popular'] as const;
export type RuleOrder = (typeof RULE_ORDERS)[number];

/** The most records that are chosen by hand. */
export const MOST_RECORDS = 200;
/** The most records that a rule shows. */
export const MOST_FOUND = 100;
/** The most subjects, authors or classes that a rule names. */
export const PICTURES = 10;

/** By what records are found. Of several names of one kind any will do; all kinds must hold. Null and nothing named = any. */
export interface CollectionRule {
  /** As the catalogue has them. */
  subjects: string[];
  /** As the catalogue has them. */
  authors: string[];
  /** Beginnings of DDC numbers. */
  ddc: string[];
  /** MARC code. */
  language: string | null;
  material: string | null;
  audience: string | null;
  yearFrom: number | null;
  yearTo: number | null;
  /** Entered into the catalogue within so many days. */
  newWithinDays: number | null;
  order: RuleOrder;
  /** At most so many. */
  most: number;
}

/** A rule that asks for nothing would show the whole catalogue. */
export const asksSomething = (rule: CollectionRule): boolean =>
  [rule.subjects, rule.authors, rule.ddc].some((names) => names.length > 0) ||
  [rule.language, rule.material, rule.audience, rule.yearFrom, rule.yearTo, rule.newWithinDays].some(
    (asked) => asked !== null,
  );
