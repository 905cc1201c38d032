import { listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { HeavyFile } from '#platform/background/heavy';
import { tableFile } from '#platform/papers/table-file';
import { m } from '#i18n/messages';
import type { PackTableAsked } from './ask-table.ts';
import type { FigureShown, PackShown } from './client.ts';
import { figureInWords, inputInWords, momentInWords } from './pack-words.ts';
import { viewPack } from './view-packs.ts';

type Row = (string | number)[];

/**
 * The figures of a pack as a table: first its libraries, one in a line with what identifies it in the national census, ready to be typed; then the figures
 * of the network; then every value with its source, its moment and who is not in it. Needs what {@link viewPack} needs.
 */
export async function exportPack(ctx: Ctx, { pack, year, format }: PackTableAsked): Promise<HeavyFile> {
  const shown = await viewPack(ctx, { pack, year });
  return tableFile(`${shown.key}-${year}`, format, await rowsOf(ctx, shown));
}

async function rowsOf(ctx: Ctx, shown: PackShown): Promise<Row[]> {
  const { locale } = ctx;
  const said = { locale };
  const own = shown.figures.filter(({ library }) => library !== null);
  const columns = [...new Map(own.map((one) => [one.code, one])).values()];
  const about = new Map((await listLibraries(ctx)).map((one) => [one.id, one]));
  const libraries = [
    ...new Map(own.flatMap(({ library }) => (library ? [[library.id, library] as const] : []))).values(),
  ];
  const cell = (figure: FigureShown | undefined): string | number =>
    figure?.value ? Number(figure.value) : m.methods_no_data({}, said);
  return [
    [shown.name[locale], shown.version, String(shown.year), momentInWords(shown, ctx)],
    ...(columns.length > 0
      ? [
          [
            ...[
              m.methods_col_library({}, said),
              'NPP',
              m.methods_col_kelurahan({}, said),
              m.methods_col_kecamatan({}, said),
            ],
            ...columns.map(({ name, unit }) => `${name[locale]} (${unit[locale]})`),
          ],
          ...libraries.map(({ id, name }) => [
            ...[name, about.get(id)?.npp ?? '', about.get(id)?.kelurahan ?? '', about.get(id)?.kecamatan ?? ''],
            ...columns.map(({ code }) => cell(own.find((one) => one.code === code && one.library?.id === id))),
          ]),
        ]
      : []),
    ...shown.figures
      .filter(({ library }) => library === null)
      .map((figure) => [
        ...[figure.name[locale], cell(figure), figure.unit[locale], figure.band?.[locale] ?? ''],
        ...[figure.says[locale], figureInWords(figure, locale)],
      ]),
    [m.methods_outside({}, said), shown.outside[locale]],
    ...(shown.daysWithoutWord ? [[m.methods_days_without_word({ count: shown.daysWithoutWord }, said)]] : []),
    ...shown.inputs.map((input) => [
      ...[input.name[locale], input.library?.name ?? m.methods_network({}, said)],
      ...[input.value === null ? m.methods_no_data({}, said) : Number(input.value), input.unit[locale]],
      ...[inputInWords(input, ctx.locale), input.note[locale]],
    ]),
  ];
}
