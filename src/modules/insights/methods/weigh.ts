import { exactIkm } from '#modules/community/questionnaires';
import { holdersOf } from '#modules/ground/identity';
import { listLibraries, type Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { selectValues, type EnteredValue } from './data/values.queries.ts';
import { measure, type Measured, type Measures } from './measure.ts';
import { computePack, packInForce, type FigureResult, type Given } from './rules/compute-pack.ts';
import { decimal, type Fraction } from './rules/fraction.ts';
import type { Input, Pack } from './rules/pack.ts';
import { keptUnder, PACKS } from './rules/packs/index.ts';

/** A value with what is known of it. */
export interface Known {
  value: Fraction;
  entered: EnteredValue | null;
  measured: Measured | null;
}

/** All that is known of a year, for every pack. */
export interface Weighed {
  year: number;
  libraries: readonly Library[];
  /** A value of the network (null) or of a library. */
  known(pack: Pack, input: Input, libraryId: number | null): Known | null;
  /** Whom to ask for a value of a library, else of the network. */
  ask(libraryId: number | null): string[];
}

const INDICES = [
  { input: 'lppd_iplm', family: 'iplm', figure: 'iplm' },
  { input: 'lppd_tgm', family: 'tgm', figure: 'tgm' },
] as const;

/** Reads the year once. The caller answers for who may know. */
export async function weigh(ctx: Pick<Ctx, 'db' | 'clock'>, year: number): Promise<Weighed> {
  const libraries = await listLibraries(ctx, { active: true });
  const [measures, values, holders] = [
    await measure(ctx, year, libraries),
    await selectValues(ctx.db, year),
    await holdersOf(ctx.db, 'reports.submit'),
  ];
  const of = (libraryId: number | null): string[] =>
    holders.filter((one) => one.libraryId === libraryId).map(({ name }) => name);
  const base = {
    year,
    libraries,
    known: knowing(measures, values),
    ask: (id: number | null) => (of(id).length > 0 ? of(id) : of(null)),
  };
  const until = measures.network.get('service_days')?.until ?? `${year}-12-31`;
  for (const { input, family, figure } of INDICES) {
    const pack = packInForce(PACKS, family, year);
    const found = pack && resultsOf(base, pack).find((one) => one.figure === figure);
    // an index without some libraries is reported by nobody
    if (found?.value && found.state === 'complete') {
      measures.network.set(input, { value: decimal(found.value), until, residents: null });
    }
  }
  return base;
}

function knowing(measures: Measures, values: readonly EnteredValue[]): Weighed['known'] {
  // later years come later: of constants the newest stays
  const entered = new Map(values.map((one) => [`${one.pack} ${one.input} ${one.libraryId ?? ''}`, one]));
  return (pack, input, libraryId) => {
    const own = entered.get(`${keptUnder(pack, input)} ${input.code} ${libraryId ?? ''}`) ?? null;
    const counted =
      input.from === 'measured'
        ? ((libraryId === null
            ? measures.network.get(input.code)
            : measures.libraries.get(input.code)?.get(libraryId)) ?? null)
        : null;
    const value = own ? decimal(own.value) : (counted?.value ?? null);
    return value && { value, entered: own, measured: counted };
  };
}

/** What the rules of a pack are given. */
function givenTo({ libraries, known }: Pick<Weighed, 'libraries' | 'known'>, pack: Pack): Given {
  const valuesOf = (of: Input['of'], libraryId: number | null): Record<string, Fraction | null> =>
    Object.fromEntries(
      pack.inputs
        .filter((input) => input.of === of)
        .map((input) => [input.code, known(pack, input, libraryId)?.value ?? null]),
    );
  return {
    network: valuesOf('network', null),
    libraries: libraries.map(({ id, code, type }) => ({ code, type, values: valuesOf('library', id) })),
    ikm: (total, sheets) => exactIkm(Number(total), Number(sheets)).hundredths,
  };
}

/** Packs whose index stands among these inputs as it was counted: what is in those is in it. */
export const packsBehind = (inputs: readonly { code: string; way: string | null }[], year: number): Pack[] =>
  INDICES.flatMap(({ input, family }) => {
    const taken = inputs.some(({ code, way }) => code === input && way === 'measured');
    const pack = taken ? packInForce(PACKS, family, year) : null;
    return pack ? [pack] : [];
  });

export const resultsOf = (weighed: Pick<Weighed, 'libraries' | 'known'>, pack: Pack): FigureResult[] =>
  computePack(pack, givenTo(weighed, pack));
