/** What pages may know about national figures: fixed lists and types, safe for the browser. */
import type { FigureResult } from './rules/compute-pack.ts';
import type { Evidence, Source, Words } from './rules/pack.ts';

export type { Words } from './rules/pack.ts';

export interface LibraryShown {
  id: number;
  code: string;
  name: string;
  timeZone: string;
}

/** A value that a pack asks for, of the network (library null) or of a library. */
export interface InputShown {
  code: string;
  name: Words;
  unit: Words;
  /** Who is not in it, or where it is found. */
  note: Words;
  from: Source;
  evidence: Evidence | null;
  optional: boolean;
  library: LibraryShown | null;
  /** With a decimal point; null = no data. */
  value: string | null;
  /** Where the value comes from: counted here, entered by staff, answered by a link, as the source of the pack has it. */
  way: 'measured' | 'staff' | 'link' | 'fixed' | null;
  /** What whoever entered it named as its source; of residents, who counted them. */
  source: string | null;
  /** Of what was counted: the day until which; of constants: the year from which; of residents: their year. */
  until: string | null;
  year: number | null;
  enteredBy: string | null;
  enteredAt: string | null;
  /** What was counted here, where something else was entered. */
  beside: string | null;
  /** Whom to ask for it, where it is missing. */
  ask: string[];
}

export interface FigureShown extends Pick<FigureResult, 'value' | 'band' | 'state'> {
  code: string;
  name: Words;
  unit: Words;
  says: Words;
  main: boolean;
  library: LibraryShown | null;
  /** Names of libraries that are in no sum of it. */
  without: string[];
  /** What is missing, in words: input and library. */
  missing: { input: Words; library: string | null }[];
}

export interface PackSummary {
  key: string;
  family: string;
  name: Words;
  version: string;
  validFrom: number;
  /** By which the figures of the year go; others are of earlier years. */
  inForce: boolean;
  source: { title: Words; evidence: Evidence; note: Words };
  outside: Words;
  /**
   * `complete`; `lacks` so many values; `constants`: so many constants were found by nobody; `empty`: no library here is of its kind.
   */
  state: { kind: 'complete' | 'lacks' | 'constants' | 'empty'; count: number };
  /** The figure that stands for it. */
  main: Pick<FigureShown, 'value' | 'band' | 'state' | 'name' | 'unit'> | null;
}

export interface PackShown extends PackSummary {
  year: number;
  /** When it was worked out. */
  at: string;
  figures: FigureShown[];
  inputs: InputShown[];
  /** How many days in what was counted are far from their usual, and nobody wrote what happened; null: it was kept before anybody looked. */
  daysWithoutWord: number | null;
}
