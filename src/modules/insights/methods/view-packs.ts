import type { Library } from '#modules/ground/libraries';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { FigureShown, InputShown, LibraryShown, PackShown, PackSummary } from './client.ts';
import { daysWithoutWord } from './days-behind.ts';
import { methodErrors } from './errors.ts';
import { packInForce, type FigureResult } from './rules/compute-pack.ts';
import { rounded } from './rules/fraction.ts';
import type { Input, Pack } from './rules/pack.ts';
import { findPack, PACKS } from './rules/packs/index.ts';
import { year as yearInput } from './schema.ts';
import { packsBehind, resultsOf, weigh, type Known, type Weighed } from './weigh.ts';

/** Of whom somebody is told: all libraries and the network, or some libraries alone. */
type Sight = 'all' | readonly number[];

/** All methods with how far they are for a year. Needs `reports.read`; for some libraries: what those lack. */
export async function listPacks(ctx: Ctx, input: { year: number }): Promise<PackSummary[]> {
  const { sight, year } = sightOf(ctx, input.year);
  const weighed = await weigh(ctx, year);
  return PACKS.map((pack) => summaryOf(weighed, pack, resultsOf(weighed, pack), sight));
}

/** A method with its figures of a year and every value that is in them. Needs `reports.read`. Throws `methods.pack_not_found`. */
export async function viewPack(ctx: Ctx, input: { pack: string; year: number }): Promise<PackShown> {
  const { sight, year } = sightOf(ctx, input.year);
  const pack = findPack(input.pack);
  if (!pack) throw methodErrors.packNotFound({}, { pack: 'unknown' });
  const weighed = await weigh(ctx, year);
  const shown = (one: Pack) => shownPack(weighed, one, sight, ctx.clock.now());
  const own = shown(pack);
  const behind = packsBehind(own.inputs, year).map(shown);
  return { ...own, daysWithoutWord: await daysWithoutWord(ctx, year, [own, ...behind]) };
}

function sightOf(ctx: Ctx, asked: number): { sight: Sight; year: number } {
  authorizeAnywhere(ctx, 'reports.read');
  return { sight: grantedLibraries(ctx.actor, 'reports.read'), year: parseInput(yearInput, asked) };
}

/** The whole of a pack as it is shown, and as it is kept when it was reported. */
function shownPack(weighed: Weighed, pack: Pack, sight: Sight, now: Date): Omit<PackShown, 'daysWithoutWord'> {
  const results = resultsOf(weighed, pack);
  const libraries = librariesOf(weighed, pack).filter((one) => seesLibrary(sight, one));
  const inputs = pack.inputs.flatMap((input) =>
    (input.of === 'library' ? libraries : [null]).map((library) => inputShown(weighed, pack, input, library)),
  );
  return {
    ...summaryOf(weighed, pack, results, sight),
    year: weighed.year,
    at: now.toISOString(),
    figures: results.filter((one) => seesFigure(weighed, sight, one)).map((one) => figureShown(weighed, pack, one)),
    inputs,
  };
}

const seesLibrary = (sight: Sight, { id }: { id: number }): boolean => sight === 'all' || sight.includes(id);
const libraryOf = ({ libraries }: Weighed, code: string | null): Library | null =>
  libraries.find((one) => one.code === code) ?? null;
const librariesOf = ({ libraries }: Weighed, { types }: Pack): Library[] =>
  libraries.filter(({ type }) => types?.includes(type) ?? true);
const nameOf = ({ id, code, name, timeZone }: Library): LibraryShown => ({ id, code, name, timeZone });

/** Figures of the network are of all its libraries: who is told of some is not shown them. */
function seesFigure(weighed: Weighed, sight: Sight, { library }: FigureResult): boolean {
  const at = libraryOf(weighed, library);
  return sight === 'all' || (at !== null && seesLibrary(sight, at));
}

function summaryOf(weighed: Weighed, pack: Pack, results: readonly FigureResult[], sight: Sight): PackSummary {
  const seen = results.filter((one) => seesFigure(weighed, sight, one));
  const { key, family, name, version, validFrom, source, outside } = pack;
  const main = seen.find((one) => pack.figures.some(({ code, main }) => main && code === one.figure));
  return {
    ...{ key, family, name, version, validFrom, source, outside },
    inForce: packInForce(PACKS, family, weighed.year) === pack,
    state: stateOf(pack, seen),
    main: main ? figureShown(weighed, pack, main) : null,
  };
}

function stateOf(pack: Pack, seen: readonly FigureResult[]): PackSummary['state'] {
  if (seen.length === 0) return { kind: 'empty', count: 0 };
  const missing = new Map(
    seen.flatMap((one) => one.missing).map((lack) => [`${lack.input} ${lack.library ?? ''}`, lack.input]),
  );
  const constants = new Set(pack.inputs.flatMap(({ code, from }) => (from === 'constant' ? [code] : [])));
  const unknown = [...missing.values()].filter((code) => constants.has(code)).length;
  if (unknown > 0) return { kind: 'constants', count: unknown };
  return missing.size > 0 ? { kind: 'lacks', count: missing.size } : { kind: 'complete', count: 0 };
}

function figureShown(weighed: Weighed, pack: Pack, result: FigureResult): FigureShown {
  const figure = pack.figures.find(({ code }) => code === result.figure);
  if (!figure) throw new Error(`${pack.key} has no figure ${result.figure}`);
  const { code, name, unit, says, main = false } = figure;
  const library = libraryOf(weighed, result.library);
  const named = (at: string): string => libraryOf(weighed, at)?.name ?? at;
  return {
    ...{ code, name, unit, says, main, value: result.value, band: result.band, state: result.state },
    library: library && nameOf(library),
    // of a library alone nobody else is missing
    without: library ? [] : result.without.map(named),
    missing: result.missing.flatMap((lack) => {
      const input = pack.inputs.find((one) => one.code === lack.input);
      return input ? [{ input: input.name, library: lack.library === null ? null : named(lack.library) }] : [];
    }),
  };
}

function inputShown(weighed: Weighed, pack: Pack, input: Input, library: Library | null): InputShown {
  const { code, name, unit, note, from, fixed = null, optional = false, evidence = null } = input;
  const known = fixed === null ? weighed.known(pack, input, library?.id ?? null) : null;
  return {
    ...{ code, name, unit, note, from, evidence, optional, library: library && nameOf(library) },
    ...(fixed === null ? sourceOf(input, known) : { ...NOTHING, value: fixed, way: 'fixed' as const }),
    ask: known || fixed !== null || optional ? [] : weighed.ask(library?.id ?? null),
  };
}

const NOTHING = {
  ...{ value: null, way: null, source: null, until: null, year: null, enteredBy: null, enteredAt: null, beside: null },
} satisfies Partial<InputShown>;

function sourceOf(
  { decimals, from }: Input,
  known: Known | null,
): Omit<InputShown, 'code' | 'name' | 'unit' | 'note' | 'from' | 'evidence' | 'optional' | 'library' | 'ask'> {
  if (!known) return NOTHING;
  const { entered, measured } = known;
  const counted = measured && rounded(measured.value, decimals);
  if (entered) {
    return {
      ...{ value: entered.value, way: entered.way, source: entered.source, until: null, beside: counted },
      year: from === 'constant' ? entered.year : null,
      ...{ enteredBy: entered.enteredBy, enteredAt: entered.enteredAt.toISOString() },
    };
  }
  return {
    ...NOTHING,
    ...{ value: counted, way: 'measured', until: measured?.until ?? null },
    ...{ source: measured?.residents?.source ?? null, year: measured?.residents?.year ?? null },
  };
}
