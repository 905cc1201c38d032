import type { Config } from '#platform/config';
import type { Ctx, Locale } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { questionnaireErrors } from '../errors.ts';
import { said } from '../rules/content.ts';
import type { ItemResult } from '../rules/item-results.ts';
import { LEAST_SHOWN } from '../rules/least.ts';
import { gainClass } from '../rules/statistics.ts';
import { absenceWords, absentItems, figure, ikmNotes, intervalWords, methodWords } from './result-words.ts';
import { sampledOf } from './view-ikm.ts';
import { viewResults, type Results } from './view-results.ts';

/**
 * The results of a placement as a document: distributions first, then figures, gain, what texts have in common. Needs `responses.read`.
 * Throws `questionnaires.too_few` for fewer than five answers, `questionnaires.still_open` while there are no figures to be seen yet.
 */
export async function resultsPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  placementId: number,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const results = await viewResults(ctx, placementId);
  const { placement, n, hidden } = results;
  if (hidden && placement.privacy !== 'named' && !placement.final) throw questionnaireErrors.stillOpen();
  if (hidden) throw questionnaireErrors.tooFew({ n, least: LEAST_SHOWN });
  const now = ctx.clock.now();
  const body = await renderPdf(
    config,
    'modules/community/questionnaires/templates/results.typ',
    dataOf(results, now, ctx.locale),
    {
      createdAt: now,
      locale: ctx.locale,
    },
  );
  return { fileName: `hasil-${placement.code}.pdf`, body };
}

function dataOf(results: Results, now: Date, locale: Locale): object {
  const { placement, content, n, items, terms } = results;
  const { program, session, speaker, service, label, library } = placement;
  const told = { locale };
  return {
    title: said(content.title, locale),
    subject: [program?.title, session?.title, speaker?.name, service, label].filter(Boolean).join(' · '),
    about: `${library.name} · ${m.quest_n_answers({ n }, told)} · ${formatDate(localDate(now, library.timeZone), locale)}`,
    warning: results.warning === null ? '' : warningOf(results.warning, n, locale),
    words: {
      distribution: m.quest_results_distribution({}, told),
      figures: m.quest_results_figures({}, told),
      item: m.quest_col_item({}, told),
      mean: m.quest_col_mean({}, told),
      top: m.quest_col_top({}, told),
      percent: m.quest_col_percent({}, told),
      importance: m.quest_col_importance({}, told),
      texts: m.quest_results_texts({}, told),
    },
    bars: items.filter(({ counts }) => counts.length > 0).map((item) => barsOf(item, locale)),
    figures: items.filter(({ importanceOf }) => importanceOf === '').flatMap((item) => figuresOf(item, items, locale)),
    weighed: items.some(({ importanceOf, mean }) => importanceOf !== '' && mean !== null),
    notes: [...notesOf(results, locale), ...absentItems(items, locale)],
    texts: items
      .filter(({ texts }) => texts.length > 0)
      .map(({ id, label: asked, texts }) => ({
        label: said(asked, locale),
        terms: (terms[id] ?? []).map(({ term, count }) => `${term} (${count})`).join(', '),
        texts,
      })),
  };
}

const warningOf = (warning: 'few' | 'rough', n: number, locale: Locale): string =>
  warning === 'few' ? m.quest_warning_few({ n }, { locale }) : m.quest_warning_rough({ n }, { locale });

const barsOf = ({ label, n, counts }: ItemResult, locale: Locale) => ({
  label: said(label, locale),
  n,
  bars: counts.map((one) => ({ label: said(one.label, locale), count: one.count, share: n === 0 ? 0 : one.count / n })),
});

function figuresOf(item: ItemResult, items: readonly ItemResult[], locale: Locale) {
  const { label, mean, highest, percent } = item;
  if (mean === null || highest === null) return [];
  const weight = items.find(({ importanceOf }) => importanceOf === item.id);
  return [
    {
      label: said(label, locale),
      mean: m.quest_mean_of({ mean: figure(mean, 2, locale), highest }, { locale }),
      top: topWords(item, locale),
      percent: percent === null ? '' : `${figure(percent, 2, locale)}%`,
      importance: weight ? importanceWords(weight, locale) : m.quest_absent_not_asked({}, { locale }),
    },
  ];
}

/** The share of the two best scores with its interval; of fewer than ten that there is none, and of what has no scale that it is not counted. */
export function topWords({ topTwo, highest }: Pick<ItemResult, 'topTwo' | 'highest'>, locale: Locale): string {
  const percentOf = (share: number): string => `${figure(100 * share, 0, locale)}%`;
  if (topTwo) return `${percentOf(topTwo.share)} (${percentOf(topTwo.low)}–${percentOf(topTwo.high)})`;
  return highest === null ? m.quest_no_scale({}, { locale }) : m.quest_top_few({}, { locale });
}

/** How important people find an item on average, or why it is not known. */
const importanceWords = ({ mean, absent }: ItemResult, locale: Locale): string =>
  mean === null ? absenceWords(absent ?? 'unanswered', locale) : figure(mean, 2, locale);

/** What is to be said of the whole, a sentence each. */
export function notesOf(results: Results, locale: Locale): string[] {
  // of the whole nothing is told, so it is not told either which part of it is missing
  const ofFigures = results.hidden ? [] : [...figureNotes(results, locale), ...comparedTest(results, locale)];
  return [...ofFigures, ...pairNotes(results, locale)];
}

function figureNotes({ placement, ikm, reliability, test, absent }: Results, locale: Locale): string[] {
  const told = { locale };
  const notes: string[] = [];
  if (ikm) notes.push(...ikmNotes(ikm, sampledOf(placement), locale));
  else if (absent.ikm !== 'not_asked') notes.push(m.quest_ikm_absent({}, told));
  if (reliability) {
    notes.push(m.quest_alpha_is({ alpha: figure(reliability.alpha, 2, locale), n: reliability.n }, told));
  } else if (absent.reliability !== 'not_asked') {
    notes.push(absent.reliability === 'no_spread' ? m.quest_alpha_no_spread({}, told) : m.quest_alpha_absent({}, told));
  }
  if (test) notes.push(m.quest_test_is({ mean: figure(test.mean, 1, locale), n: test.n }, told));
  else if (absent.test !== 'not_asked') notes.push(m.quest_test_absent({}, told));
  return notes;
}

/** A difference with its sign: `+8,0`, `−3,5`. */
const signed = (value: number, locale: Locale): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${figure(Math.abs(value), 1, locale)}`;

/** What is to be said of two tests of the same people. */
function pairNotes({ paired, pairAbsent }: Results, locale: Locale): string[] {
  const told = { locale };
  if (!paired) return pairAbsent === 'not_yet' ? [m.quest_pair_not_yet({}, told)] : [];
  const notes: string[] = [];
  const { gain, onlyBefore, onlyAfter } = paired;
  if (gain) {
    const one = (value: number): string => figure(value, 1, locale);
    notes.push(
      m.quest_gain_is(
        { before: one(gain.before), after: one(gain.after), gain: signed(gain.gain, locale), n: gain.pairs },
        told,
      ),
      m.quest_interval_is({ said: intervalWords(gain.interval, 1, locale), n: gain.pairs }, told),
    );
    if (gain.normalised !== null) {
      const g = figure(gain.normalised, 2, locale);
      notes.push(m.quest_gain_normalised({ g, grade: gradeOf(gain.normalised, locale) }, told));
    }
  } else notes.push(m.quest_gain_few({}, told));
  if (onlyBefore.n > 0) {
    notes.push(
      onlyBefore.mean === null
        ? m.quest_only_before({ n: onlyBefore.n }, told)
        : m.quest_only_before_mean({ n: onlyBefore.n, mean: figure(onlyBefore.mean, 1, locale) }, told),
    );
  }
  if (onlyAfter.n > 0) notes.push(m.quest_only_after({ n: onlyAfter.n }, told));
  return notes;
}

/** A test beside another one, of the same people by name or of two groups. */
function comparedTest({ compared, test }: Results, locale: Locale): string[] {
  if (!compared || !test) return [];
  const told = { locale };
  if (!compared.test) return [m.quest_test_compared_few({}, told)];
  const { mean, change, interval } = compared.test;
  const one = (value: number): string => figure(value, 1, locale);
  const said95 = intervalWords(interval, 1, locale);
  const how = methodWords(compared.test, test.n, locale);
  return [m.quest_test_compared({ before: one(mean), after: one(mean + change), said: said95, how }, told)];
}

function gradeOf(normalised: number, locale: Locale): string {
  const grade = gainClass(normalised);
  if (grade === 'high') return m.quest_gain_high({}, { locale });
  return grade === 'medium' ? m.quest_gain_medium({}, { locale }) : m.quest_gain_low({}, { locale });
}
