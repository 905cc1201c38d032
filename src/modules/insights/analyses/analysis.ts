import type { Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Label } from '#platform/places';
import type { PermissionCode } from '#platform/rights/permissions';
import type { Chart } from '#shared/chart';
import type { LocalDate } from '#shared/dates';
import type { AnalysisInput, ColumnUnit } from './client.ts';
import type { AnalysisQuery } from './schema.ts';

/** null = not known, or there is no such thing. A text among numbers says why none stands there. */
export type Cell = string | number | null;

export interface SheetRow {
  cells: readonly Cell[];
  /** A page of staff with the rows that lie behind it; only where the reader may open it. */
  href?: string | undefined;
}
export interface SheetTable {
  title: string;
  columns: readonly { label: string; unit: ColumnUnit }[];
  rows: readonly SheetRow[];
  /** Of what may be added up. */
  total?: readonly Cell[] | undefined;
}

/** What an analysis says. */
export interface AnalysisSheet {
  /** One sentence; null = there are no data. */
  finding: string | null;
  /** Where the figures come from, when they were counted, who or what is not in them. */
  notes: readonly string[];
  chart: Chart | null;
  tables: readonly SheetTable[];
}

/** What is asked of an analysis, with what the engine has looked at already. */
export interface Asked extends Pick<AnalysisQuery, 'ratio' | 'budget' | 'price' | 'accountId'> {
  ctx: Ctx;
  from: LocalDate;
  to: LocalDate;
  /** Of the network's zone. */
  today: LocalDate;
  zone: string;
  /** The libraries that the reader may see and asked for; null = all. */
  libraryIds: readonly number[] | null;
  library: Library | null;
}

/** A named question with its answer. */
export interface AnalysisDefinition {
  /** Part of its address. */
  readonly key: string;
  readonly name: Label;
  /** The question that it answers. */
  readonly about: Label;
  /** Who may ask; null = every account of staff, of what the account itself did. */
  readonly may: PermissionCode | null;
  /** What it asks beside time and library. */
  readonly inputs: readonly AnalysisInput[];
  /** It tells how things stand now, and asks for no time. */
  readonly isOfNow?: true;
  readonly make: (asked: Asked) => Promise<AnalysisSheet>;
}

/** There is nothing to tell of. */
export const nothing = (notes: readonly string[]): AnalysisSheet => ({ finding: null, notes, chart: null, tables: [] });
