/** By which rule something is valued: as the giver says, what it costs elsewhere, not at all. */
export const VALUE_RULES = ['own', 'market', 'none'] as const;
export type ValueRule = (typeof VALUE_RULES)[number];
export const GIVEN_KINDS = ['money', 'books', 'venue', 'speaker', 'hours', 'printing', 'food', 'other'] as const;
export type GivenKind = (typeof GIVEN_KINDS)[number];
export const GIVEN_UNITS = ['copies', 'hours', 'days', 'sheets', 'portions', 'pieces'] as const;
export type GivenUnit = (typeof GIVEN_UNITS)[number];

/** Contributions of one kind, rule and unit, as sums. */
export interface GivenCell {
  kind: GivenKind;
  rule: ValueRule;
  /** null: nobody counted. */
  unit: GivenUnit | null;
  n: number;
  /** Rupiah. */
  value: number;
  quantity: number;
}

/** What was given of one kind. */
export interface GivenLine {
  kind: GivenKind;
  n: number;
  /** Rupiah, of those that are valued. */
  value: number;
  /** How many of them are valued. */
  valued: number;
  quantities: { unit: GivenUnit; quantity: number }[];
}

/** What was given, by kind and by rule. */
export interface Given {
  n: number;
  value: number;
  valued: number;
  lines: GivenLine[];
  rules: { rule: ValueRule; n: number; value: number }[];
  /** Hours that people gave: those of a room are none of them, or the speaker of an evening and its room would be two evenings. */
  hours: number;
  /** Contributions of which such hours are known. */
  inHours: number;
}

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((so, one) => so + of(one), 0);
const valuedIn = (cells: readonly GivenCell[]): number =>
  sum(
    cells.filter(({ rule }) => rule !== 'none'),
    ({ n }) => n,
  );

/** Sums of contributions: kinds in their order, what was not given is not there. */
export function givenOf(cells: readonly GivenCell[]): Given {
  const ofHours = cells.filter(({ kind, unit }) => unit === 'hours' && kind !== 'venue');
  return {
    n: sum(cells, ({ n }) => n),
    value: sum(cells, ({ value }) => value),
    valued: valuedIn(cells),
    lines: GIVEN_KINDS.flatMap((kind) => {
      const own = cells.filter((cell) => cell.kind === kind);
      if (own.length === 0) return [];
      const quantities = GIVEN_UNITS.flatMap((unit) => {
        const quantity = sum(
          own.filter((cell) => cell.unit === unit),
          (cell) => cell.quantity,
        );
        return quantity === 0 ? [] : [{ unit, quantity }];
      });
      return [
        { kind, n: sum(own, ({ n }) => n), value: sum(own, ({ value }) => value), valued: valuedIn(own), quantities },
      ];
    }),
    rules: VALUE_RULES.flatMap((rule) => {
      const own = cells.filter((cell) => cell.rule === rule);
      return own.length === 0 ? [] : [{ rule, n: sum(own, ({ n }) => n), value: sum(own, ({ value }) => value) }];
    }),
    hours: sum(ofHours, ({ quantity }) => quantity),
    inHours: sum(ofHours, ({ n }) => n),
  };
}
