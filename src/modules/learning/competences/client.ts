/** What pages may know about competences: fixed lists and types, safe for the browser. */
import type { FrameworkState, Phase } from './rules/terms.ts';

export {
  DIRECTIONS,
  FRAMEWORK_STATES,
  LEVELS,
  MOST_DEPTH,
  MOST_LINES,
  PHASES,
  TIERS,
  type Direction,
  type FrameworkState,
  type Phase,
} from './rules/terms.ts';
export { TABLE_COLUMNS } from './rules/table.ts';

/** A framework of competences. */
export interface Framework {
  id: number;
  /** Whose it is; null = of the whole network. */
  libraryId: number | null;
  /** By which it is named outside: `big6`. */
  code: string;
  name: string;
  /** Empty = nobody has written it. */
  nameEn: string;
  summary: string;
  summaryEn: string;
  /** Who thought of it. */
  source: string;
  /** It came with Lumbung: it is copied, not changed. */
  builtin: boolean;
  state: FrameworkState;
  /** How many lines of it are offered. */
  lines: number;
  version: number;
}

/** A line of one: what a person can do. */
export interface Competence {
  id: number;
  frameworkId: number;
  /** The line above it; null = it stands at the top. */
  parentId: number | null;
  position: number;
  /** 1 = at the top. */
  depth: number;
  /** By which it is named outside, of its framework alone: `big6.2`. */
  code: string;
  name: string;
  nameEn: string;
  /** Goes on with "Sesudahnya Anda bisa …". */
  canDo: string;
  canDoEn: string;
  /** From 1 (basic) to 4 (masterly); null = nobody has said. */
  level: number | null;
  phases: Phase[];
  /** Tiers of "program literasi informasi" of librarians, 1 to 4. */
  tiers: number[];
  /** False: it, one above it or its framework is archived. What names it still finds it. */
  offered: boolean;
  /** It is archived by itself. */
  retired: boolean;
  version: number;
}

/** A line with the framework to which it belongs. */
export interface NamedCompetence extends Competence {
  framework: { id: number; code: string; name: string; nameEn: string };
}

/** A framework with its lines, in the order in which they are read: each before those under it. */
export interface FrameworkTree extends Framework {
  /** Who asks may change it. */
  mayEdit: boolean;
  competences: Competence[];
}
