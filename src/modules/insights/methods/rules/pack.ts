import type { Fraction } from './fraction.ts';

/** What people read, in both languages: a pack brings its own words, as a decree brings its own terms. */
export interface Words {
  readonly id: string;
  readonly en: string;
}

/**
 * How sure a statement of a pack is: `seen` = read in the text of its source; `derived` = worked out from published figures, which it
 * reproduces; `unseen` = nobody who wrote the pack has read it, so that it has to be entered or checked.
 */
export const EVIDENCE = ['seen', 'derived', 'unseen'] as const;
export type Evidence = (typeof EVIDENCE)[number];

export type LibraryType = 'pusat' | 'cabang' | 'kelurahan' | 'sekolah' | 'tbm' | 'keliling' | 'khusus';

/**
 * Where the value of an input comes from: counted here; typed by somebody; a constant of the pack. What is counted can be typed as well, where
 * nothing was recorded here or somebody knows better: what was typed counts, and what was counted stands beside it.
 */
export const SOURCES = ['measured', 'entered', 'constant'] as const;
export type Source = (typeof SOURCES)[number];

export interface Input {
  readonly code: string;
  readonly name: Words;
  readonly unit: Words;
  readonly from: Source;
  /** One value for each library, or one for the network. */
  readonly of: 'library' | 'network';
  /** How many decimals somebody may type. */
  readonly decimals: number;
  /** The largest value that makes sense. */
  readonly most: number;
  /** Of what is counted: who or what is not in it. Of what is typed: where it is found. */
  readonly note: Words;
  /** The constant as its source has it; left out: it was not found and has to be entered. */
  readonly fixed?: string;
  readonly evidence?: Evidence;
  /** Nothing is missing without it. */
  readonly optional?: true;
}

/** A grade begins at a value (after rounding to {@link Figure.bandDecimals}). */
export interface Band {
  readonly from: string;
  readonly name: Words;
}

/** What a formula may ask for. Whatever it gets null for is noted as missing. */
export interface Asked {
  /** A figure that was computed before. */
  readonly figure: (code: string) => Fraction | null;
  /** The value of the network, or of the library of the figure; null = there is none. */
  readonly one: (code: string) => Fraction | null;
  /** The same, where nothing is missing without it. */
  readonly maybe: (code: string) => Fraction | null;
  /** The sum over libraries, of some kinds or all; null = none has a value. */
  readonly sum: (code: string, types?: readonly LibraryType[]) => Fraction | null;
  /** How many libraries of some kinds there are. */
  readonly count: (types?: readonly LibraryType[]) => Fraction;
  /** The satisfaction index of so many sheets with this sum of scores, by the rule of the questionnaires. */
  readonly ikm: (total: Fraction, sheets: Fraction) => Fraction;
}

export interface Figure {
  readonly code: string;
  readonly name: Words;
  readonly unit: Words;
  /** The formula as people read it; the denominator is always named. */
  readonly says: Words;
  readonly of: 'library' | 'network';
  readonly decimals: number;
  readonly compute: (asked: Asked) => Fraction | null;
  readonly bands?: readonly Band[];
  readonly bandDecimals?: number;
  /** The one that a list of packs shows. */
  readonly main?: true;
}

/** A method in one version: data that stays as it is. A new decree is a new pack. */
export interface Pack {
  readonly key: string;
  /** Packs of one family follow each other. */
  readonly family: string;
  readonly name: Words;
  readonly version: string;
  /** The first year whose figures go by it. */
  readonly validFrom: number;
  readonly source: { readonly title: Words; readonly evidence: Evidence; readonly note: Words };
  /** Kinds of libraries that it is about; left out: all. */
  readonly types?: readonly LibraryType[];
  /** Who is not in any of its figures. */
  readonly outside: Words;
  readonly inputs: readonly Input[];
  readonly figures: readonly Figure[];
}
