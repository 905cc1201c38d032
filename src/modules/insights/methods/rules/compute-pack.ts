import { decimal, isBelow, plus, rounded, whole, type Fraction } from './fraction.ts';
import type { Asked, Band, Figure, Input, LibraryType, Pack, Words } from './pack.ts';

/** A library with the values of its inputs; null = nothing is known. */
export interface GivenLibrary {
  readonly code: string;
  readonly type: LibraryType;
  readonly values: Readonly<Record<string, Fraction | null>>;
}

export interface Given {
  readonly libraries: readonly GivenLibrary[];
  readonly network: Readonly<Record<string, Fraction | null>>;
  /** The index in hundredths by the rule of the questionnaires: what it is of, and how it is rounded, stands there alone. */
  readonly ikm: (total: bigint, sheets: bigint) => number;
}

/** A value that a figure asked for and that nobody has said. */
export interface Missing {
  readonly input: string;
  /** null = of the network. */
  readonly library: string | null;
}

export interface FigureResult {
  readonly figure: string;
  readonly library: string | null;
  /** Rounded, with a decimal point; null = no data. */
  readonly value: string | null;
  readonly band: Words | null;
  /**
   * `complete`; `partial` = computed without libraries that have no value, and so without a grade; `missing` = no data;
   * `undivided` = the denominator is zero.
   */
  readonly state: 'complete' | 'partial' | 'missing' | 'undivided';
  readonly missing: readonly Missing[];
  /** Codes of libraries that are in no sum of it, since they have no value: those of `missing`, and those that need none. */
  readonly without: readonly string[];
}

/** The band of a value that is rounded already to the decimals by which bands are told apart: printed bands have gaps (29.95 is in none). */
export function bandOf(value: Fraction, bands: readonly Band[], decimals: number): Words | null {
  const told = decimal(rounded(value, decimals));
  const reached = bands.filter(({ from }) => !isBelow(told, decimal(from)));
  return reached.toSorted((a, b) => (isBelow(decimal(a.from), decimal(b.from)) ? 1 : -1))[0]?.name ?? null;
}

/** Constants of the pack that its source gives; what was entered stands over them nowhere: another value is another pack. */
const fixedOf = (inputs: readonly Input[]): Record<string, Fraction> =>
  Object.fromEntries(inputs.flatMap(({ code, fixed }) => (fixed === undefined ? [] : [[code, decimal(fixed)]])));

/** All figures of a pack, in its order; those of libraries once for each library. */
export function computePack(pack: Pack, given: Given): FigureResult[] {
  const libraries = given.libraries.filter(({ type }) => pack.types?.includes(type) ?? true);
  const fixed = fixedOf(pack.inputs);
  const network = { ...given.network, ...fixed };
  const ofNetwork = new Map(pack.inputs.map(({ code, of }) => [code, of === 'network']));
  const optional = new Set(pack.inputs.flatMap((one) => (one.optional ? [one.code] : [])));
  const results: FigureResult[] = [];
  const found = new Map<string, { value: Fraction | null; missing: readonly Missing[]; without: readonly string[] }>();

  const run = (figure: Figure, library: GivenLibrary | null): void => {
    const missing = new Map<string, Missing>();
    let asks = false;
    const without = new Set<string>();
    const note = (lack: Missing): null => {
      if (lack.library !== null) without.add(lack.library);
      if (!optional.has(lack.input)) missing.set(`${lack.input}@${lack.library ?? ''}`, lack);
      return null;
    };
    const valueOf = (code: string): Fraction | null =>
      ofNetwork.get(code) || !library ? (network[code] ?? null) : (library.values[code] ?? null);
    const asked: Asked = {
      one: (code) => {
        const value = valueOf(code);
        if (value) return value;
        asks = true;
        return note({ input: code, library: ofNetwork.get(code) || !library ? null : library.code });
      },
      maybe: valueOf,
      figure: (code) => {
        const earlier = found.get(`${code}@${library?.code ?? ''}`) ?? found.get(`${code}@`);
        for (const lack of earlier?.missing ?? []) note(lack);
        for (const code of earlier?.without ?? []) without.add(code);
        if (!earlier?.value) asks = true;
        return earlier?.value ?? null;
      },
      sum: (code, types) => {
        let total: Fraction | null = null;
        for (const one of types ? libraries.filter(({ type }) => types.includes(type)) : libraries) {
          const value = one.values[code];
          if (value) total = total ? plus(total, value) : value;
          else note({ input: code, library: one.code });
        }
        if (!total) asks = true;
        return total;
      },
      count: (types) => whole(types ? libraries.filter(({ type }) => types.includes(type)).length : libraries.length),
      ikm: (total, sheets) => ({ n: BigInt(given.ikm(total.n / total.d, sheets.n / sheets.d)), d: 100n }),
    };
    const value = figure.compute(asked);
    const lacks = [...missing.values()];
    found.set(`${figure.code}@${library?.code ?? ''}`, { value, missing: lacks, without: [...without] });
    const state = value
      ? lacks.length > 0
        ? 'partial'
        : 'complete'
      : asks || lacks.length > 0
        ? 'missing'
        : 'undivided';
    results.push({
      figure: figure.code,
      library: library?.code ?? null,
      value: value && rounded(value, figure.decimals),
      band:
        value && state === 'complete' && figure.bands
          ? bandOf(value, figure.bands, figure.bandDecimals ?? figure.decimals)
          : null,
      state,
      missing: lacks,
      without: [...without],
    });
  };

  for (const figure of pack.figures) {
    for (const library of figure.of === 'library' ? libraries : [null]) run(figure, library);
  }
  return results;
}

/** The pack of a family by which the figures of a year go: the newest that is in force. */
export const packInForce = (packs: readonly Pack[], family: string, year: number): Pack | null =>
  packs
    .filter((pack) => pack.family === family && pack.validFrom <= year)
    .toSorted((a, b) => b.validFrom - a.validFrom)[0] ?? null;
