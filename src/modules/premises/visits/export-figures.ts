import type { Ctx } from '#platform/context';
import type { HeavyFile } from '#platform/background/heavy';
import { tableFile, type TableFormat } from '#platform/papers/table-file';
import { m } from '#i18n/messages';
import { formatDate, formatMinute, formatWeekday, zoneName } from '#shared/dates';
import { visitCuts } from './client.ts';
import { figureWords, whoIsTold, zonesOf } from './figure-words.ts';
import type { FiguresQuery } from './schema.ts';
import { visitFigures, type VisitFigures } from './visit-figures.ts';

/**
 * The figures as one long table: cut, value, people. Needs what {@link visitFigures} needs. No cell is read as a formula. The worker
 * writes it (ask-figures-table.ts).
 */
export async function exportVisitFigures(ctx: Ctx, query: FiguresQuery, format: TableFormat): Promise<HeavyFile> {
  const figures = await visitFigures(ctx, query);
  return tableFile(`kunjungan-${figures.from}-${figures.to}`, format, await tableOf(ctx, figures));
}

async function tableOf(ctx: Ctx, figures: VisitFigures): Promise<(string | number)[][]> {
  const { locale } = ctx;
  const said = { locale };
  const words = await figureWords(ctx, figures);
  const [only] = figures.libraries;
  const where = figures.libraries.length === 1 && only ? only.name : m.visits_all_libraries({}, said);
  const zone = zonesOf(figures, (timeZone) => zoneName(timeZone, ctx.clock.now()));
  const days = { from: formatDate(figures.from, locale), to: formatDate(figures.to, locale), zone };
  const total = m.visits_total({}, said);
  return [
    [m.visits_title({}, said), where, m.visits_period({ ...days }, said)],
    [m.visits_col_cut({}, said), m.visits_col_value({}, said), m.visits_col_people({}, said)],
    [total, '', figures.total],
    [m.visits_groups({}, said), '', figures.groups],
    ...(figures.wheelchairs === null ? [] : [[m.visits_wheelchairs_sum({}, said), '', figures.wheelchairs]]),
    [whoIsTold(figures, locale), '', ''],
    ...figures.periods.map(({ key, people }) => [m.visits_by_time({}, said), words.period(key), people]),
    ...visitCuts.flatMap((cut) =>
      figures.by[cut].map(({ key, people }) => [words.cut(cut), words.value(cut, key), people]),
    ),
    ...figures.hours
      .toSorted((a, b) => a.weekday - b.weekday || a.hour - b.hour)
      .map(({ weekday, hour, people }) => [
        m.visits_by_hour({}, said),
        `${formatWeekday(weekday, locale)} ${formatMinute(hour * 60, locale)}`,
        people,
      ]),
    ...figures.gates.flatMap(({ library, gate, cameIn, wentOut }) => [
      [m.visits_gate_in({}, said), `${library} ${gate}`, cameIn],
      [m.visits_gate_out({}, said), `${library} ${gate}`, wentOut],
    ]),
  ];
}
