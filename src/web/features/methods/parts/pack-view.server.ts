import type { FigureShown, InputShown, PackShown, PackSummary } from '#modules/insights/methods/client';
import { figureInWords, inputInWords, stateInWords } from '#modules/insights/methods';
import { localDate } from '#shared/dates';
import { networkZone } from '#modules/ground/libraries';
import { can } from '#platform/rights/authorize';
import type { Ctx, Locale } from '#platform/context';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { figureText } from '../figure-text.ts';

type Tone = 'on' | 'wait' | 'late' | 'off';
const TONES: Record<PackSummary['state']['kind'], Tone> = {
  complete: 'on',
  lacks: 'wait',
  constants: 'late',
  empty: 'off',
};
const EVIDENCE = {
  seen: m.methods_evidence_seen,
  derived: m.methods_evidence_derived,
  unseen: m.methods_evidence_unseen,
} as const;

const FIRST_YEAR = 2000;
/** The year that an address asks for; anything else is the one that goes on. */
export async function yearAsked(ctx: Pick<Ctx, 'db' | 'clock'>, url: URL): Promise<{ year: number; thisYear: number }> {
  const thisYear = Number(localDate(ctx.clock.now(), await networkZone(ctx.db)).slice(0, 4));
  const asked = Number(url.searchParams.get('tahun') ?? thisYear);
  return { year: Number.isInteger(asked) && asked >= FIRST_YEAR && asked <= thisYear ? asked : thisYear, thisYear };
}

/** The figure that stands for a pack: with its grade where it is whole, else as what it is. */
function mainText(main: PackSummary['main'], locale: Locale): string {
  if (!main?.value) return m.methods_no_data();
  const value = `${figureText(main.value, locale)} ${main.unit[locale]}`;
  if (main.state === 'partial') return m.methods_provisional({ value });
  return [value, main.band?.[locale]].filter(Boolean).join(', ');
}

/** A pack in a list. */
export function packLine(pack: PackSummary, year: number, locale: Locale) {
  const { key, state, main } = pack;
  return {
    key,
    href: localizeHref(`/staf/laporan/nasional/${key}?tahun=${year}`),
    name: pack.name[locale],
    version: pack.version,
    inForce: pack.inForce,
    state: stateInWords(state, locale),
    tone: TONES[state.kind],
    result: mainText(main, locale),
  };
}

export type PackLine = ReturnType<typeof packLine>;

const valueText = (value: string | null, unit: string, locale: Locale): string =>
  value === null ? m.methods_no_data() : `${figureText(value, locale)} ${unit}`;

/** More names than these are counted, and told below when somebody asks. */
const NAMED = 3;

function figureLine(figure: FigureShown, locale: Locale) {
  const { state, without } = figure;
  const many = without.length > NAMED;
  const count = without.length;
  return {
    code: figure.code,
    name: figure.name[locale],
    says: figure.says[locale],
    value: figure.value === null ? null : valueText(figure.value, figure.unit[locale], locale),
    band: figure.band?.[locale] ?? null,
    note: !many
      ? figureInWords(figure, locale)
      : state === 'partial'
        ? m.methods_without_many({ count })
        : state === 'complete'
          ? m.methods_not_in_many({ count })
          : figureInWords(figure, locale),
    names: many && figure.value !== null ? without.join(', ') : null,
  };
}

/** Figures of libraries: a line for each library, a column for each figure. */
function figureTable(figures: readonly FigureShown[], locale: Locale) {
  const own = figures.filter(({ library }) => library !== null);
  const columns = [...new Map(own.map((one) => [one.code, one])).values()];
  const libraries = [
    ...new Map(own.flatMap(({ library }) => (library ? [[library.id, library.name] as const] : []))).entries(),
  ];
  return {
    columns: columns.map(({ code, name, unit }) => ({ code, label: `${name[locale]} (${unit[locale]})` })),
    rows: libraries.map(([id, name]) => ({
      id,
      name,
      cells: columns.map(({ code, name: label }) => {
        const found = own.find((one) => one.code === code && one.library?.id === id);
        const value = found?.value ? figureText(found.value, locale) : found ? figureInWords(found, locale) : '';
        return { code, label: label[locale], value, band: found?.band?.[locale] ?? null };
      }),
    })),
  };
}

/** How a form names a value: its code and its library (`visits.12`, `k1.`). */
const whichOf = ({ code, library }: Pick<InputShown, 'code' | 'library'>): string => `${code}.${library?.id ?? ''}`;
/** The same, read. */
export function whichIn(text: string): { input: string; libraryId: number | null } {
  const [input = '', id = ''] = text.split('.');
  return { input, libraryId: /^\d{1,15}$/.test(id) ? Number(id) : null };
}

function inputLine(ctx: Ctx, input: InputShown) {
  const { locale } = ctx;
  const mayFill = input.way !== 'fixed' && can(ctx.actor, 'reports.submit', input.library?.id ?? null);
  return {
    key: whichOf(input),
    library: input.library?.name ?? m.methods_network(),
    value: valueText(input.value, input.unit[locale], locale),
    missing: input.value === null && !input.optional,
    source: input.value === null && input.optional ? m.methods_optional() : inputInWords(input, locale),
    beside: input.beside === null ? null : m.methods_beside({ value: figureText(input.beside, locale) }),
    ask:
      input.value !== null || input.optional
        ? null
        : input.ask.length > 0
          ? m.methods_ask_whom({ names: input.ask.join(', ') })
          : m.methods_ask_nobody(),
    mayFill,
  };
}

/** Values of one name together, those of libraries one below the other. */
function inputGroups(ctx: Ctx, inputs: readonly InputShown[]) {
  return [...Map.groupBy(inputs, ({ code }) => code).entries()].flatMap(([code, group]) => {
    const [first] = group;
    if (!first) return [];
    const lines = group.map((one) => inputLine(ctx, one));
    return [
      {
        code,
        name: first.name[ctx.locale],
        note: first.note[ctx.locale],
        evidence: first.evidence && EVIDENCE[first.evidence](),
        there: `${group.filter(({ value }) => value !== null).length}/${group.length}`,
        tone: lines.some(({ missing }) => missing)
          ? ('wait' as const)
          : group.every(({ value }) => value === null)
            ? ('off' as const)
            : ('on' as const),
        missing: lines.some(({ missing }) => missing),
        lines,
      },
    ];
  });
}

/** A pack as its page shows it. */
export function packView(ctx: Ctx, pack: PackShown) {
  const { locale } = ctx;
  const { source } = pack;
  return {
    ...packLine(pack, pack.year, locale),
    year: pack.year,
    source: { title: source.title[locale], evidence: EVIDENCE[source.evidence](), note: source.note[locale] },
    outside: pack.outside[locale],
    figures: pack.figures.filter(({ library }) => library === null).map((one) => figureLine(one, locale)),
    table: figureTable(pack.figures, locale),
    groups: inputGroups(ctx, pack.inputs),
    choices: pack.inputs
      .filter((one) => one.way !== 'fixed' && can(ctx.actor, 'reports.submit', one.library?.id ?? null))
      .map((one) => ({ value: whichOf(one), label: [one.name[locale], one.library?.name].filter(Boolean).join(', ') })),
  };
}
