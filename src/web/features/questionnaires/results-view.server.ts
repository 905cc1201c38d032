import {
  absenceWords,
  absentItems,
  figure,
  intervalWords,
  LEAST_SHOWN,
  methodWords,
  notesOf,
  topWords,
  unmovedWords,
  type Results,
} from '#modules/community/questionnaires';
import { said, verdictOf, type ItemResult, type Moved } from '#modules/community/questionnaires/client';
import type { Ctx, Locale } from '#platform/context';
import { responsesWords } from '#web/features/questionnaires/placement-words.ts';
import { m } from '#i18n/messages';

/** An item of a scale, ready to be drawn. */
export interface ScaleRow {
  label: string;
  /** How often each step was chosen, the lowest first. */
  counts: number[];
}
interface Figure {
  id: string;
  label: string;
  n: number;
  mean: string;
  top: string;
  percent: string;
  /** How important people find it, and how much further it is than the average; or why it is not known. */
  importance: string;
  /** Against the placement beside it. */
  change: { kind: 'on' | 'late' | 'off'; words: string; more: string[] } | null;
}

const percentOf = (share: number, locale: Locale): string => `${figure(100 * share, 0, locale)}%`;

/** Results as the page shows them: distributions, figures, texts, all in words. */
export function resultsView(results: Results, { locale }: Pick<Ctx, 'locale'>) {
  const { items, n, hidden, warning, known, placement, terms } = results;
  return {
    n,
    hidden,
    least: LEAST_SHOWN,
    /** Answers without a name still come: what is shown is of a while ago. */
    interim: placement.privacy !== 'named' && !placement.final,
    answered: responsesWords(placement, n),
    known: known === null || known === n ? null : m.quest_known({ n: known }),
    perBrowser: placement.audience === 'anyone',
    warning: warning === null ? null : warning === 'few' ? m.quest_warning_few({ n }) : m.quest_warning_rough({ n }),
    notes: notesOf(results, locale),
    scales: scalesOf(items, locale),
    choices: items
      .filter((item) => item.mean === null && item.counts.length > 0)
      .map((item) => ({
        id: item.id,
        label: said(item.label, locale),
        right: item.right === null ? null : m.quest_right_of({ right: item.right, n: item.n }),
        n: item.n,
        bars: item.counts.map(({ label, count }) => ({
          label: said(label, locale),
          count,
          share: item.n === 0 ? '0' : percentOf(count / item.n, locale),
          width: item.n === 0 ? 0 : Math.round((100 * count) / item.n),
        })),
      })),
    figures: items.flatMap((item) => figuresOf(item, results, locale)),
    weighed: items.some(({ importanceOf, mean }) => importanceOf !== '' && mean !== null),
    absent: absentItems(items, locale),
    texts: items
      .filter(({ texts }) => texts.length > 0)
      .map((item) => ({
        id: item.id,
        label: said(item.label, locale),
        count: m.quest_n_texts({ n: item.texts.length }),
        terms: (terms[item.id] ?? []).map(({ term, count, texts }) => ({
          term,
          count,
          example: item.texts[texts[0] ?? 0] ?? '',
        })),
        all: item.texts,
      })),
    pairs: results.paired?.pairs ?? [],
    pairTitle: pairTitle(results),
  };
}

function pairTitle({ paired }: Results): string {
  const gain = paired?.gain;
  return gain ? m.quest_pairs_title({ up: gain.up, n: gain.pairs, down: gain.down, same: gain.same }) : '';
}

/** Colours of the steps of a scale, the lowest first: the best two look the same whatever the length of the scale. */
function fillsOf(steps: number): string[] {
  if (steps === 4) return ['c5', 'c2', 'c4', 'c1'];
  return Array.from({ length: steps }, (_, at) => {
    if (at >= steps - 2 && steps > 2) return at === steps - 1 ? 'c1' : 'c4';
    return at === 0 ? 'c5' : at === steps - 1 ? 'c1' : at % 2 === 1 ? 'c2' : 'c0';
  });
}

/** What an item is called where there is little room. */
const nameOf = ({ label, tag }: ItemResult, locale: Locale): string => said(tag, locale) || said(label, locale);

/** Scaled items, those with the same steps in one picture, in the order in which they are asked. */
function scalesOf(items: readonly ItemResult[], locale: Locale) {
  const groups = Map.groupBy(
    items.filter((item) => item.mean !== null && item.counts.length > 1),
    ({ counts, element }) =>
      (element === '' ? counts : counts.map(({ score }) => ({ label: { id: String(score) } })))
        .map(({ label }) => label.id)
        .join('|'),
  );
  return [...groups.values()].map((group, nth) => {
    const rows = group.map((item): ScaleRow => ({
      label: short(nameOf(items.find(({ id }) => id === item.importanceOf) ?? item, locale)),
      counts: item.counts.map(({ count }) => count),
    }));
    const [first] = group;
    // elements have answers of their own: only the scores are the same
    const steps =
      first?.counts.map(({ label, score }) => (first.element === '' ? said(label, locale) : String(score))) ?? [];
    const title = group
      .map((item) => {
        const counted = item.counts.map(({ label, count }) => `${said(label, locale)} ${count}`).join(', ');
        return `${nameOf(item, locale)}: ${counted}.`;
      })
      .join(' ');
    const heading = group.every((item) => isBeside(item, items)) ? m.quest_importance_distribution() : null;
    return { id: `sebaran-${nth}`, heading, steps, fills: fillsOf(steps.length), rows, title };
  });
}

const LABEL = 56;
const short = (label: string): string => (label.length > LABEL ? `${label.slice(0, LABEL - 1)}…` : label);

function figuresOf(item: ItemResult, { compared, items }: Results, locale: Locale): Figure[] {
  const { id, n, mean, highest, percent } = item;
  if (mean === null || isBeside(item, items)) return [];
  return [
    {
      id,
      label: nameOf(item, locale),
      n,
      mean: highest === null ? figure(mean, 2, locale) : m.quest_mean_of({ mean: figure(mean, 2, locale), highest }),
      top: topWords(item, locale),
      percent: percent === null ? m.quest_no_scale() : `${figure(percent, 2, locale)}%`,
      importance: importanceIn(item, items, locale),
      change: changeOf(compared, item, locale),
    },
  ];
}

/** Whether an item asks how important another of them is. */
const isBeside = ({ importanceOf }: ItemResult, items: readonly ItemResult[]): boolean =>
  items.some(({ id }) => id === importanceOf);

function importanceIn({ id, mean }: ItemResult, items: readonly ItemResult[], locale: Locale): string {
  const asked = items.find(({ importanceOf }) => importanceOf === id);
  if (!asked) return absenceWords('not_asked', locale);
  const weight = asked.mean;
  if (weight === null || mean === null) return absenceWords(asked.absent ?? 'unanswered', locale);
  const sign = weight >= mean ? '+' : '−';
  return m.quest_importance_of({
    mean: figure(weight, 2, locale),
    gap: `${sign}${figure(Math.abs(weight - mean), 2, locale)}`,
  });
}

/** How an item moved: what the interval lets one say, then the interval itself, its method and n. */
function changeOf(compared: Results['compared'], { id, n }: ItemResult, locale: Locale): Figure['change'] {
  if (!compared) return null;
  const moved = compared.items[id];
  if (!moved) return { kind: 'off', words: unmovedWords(compared.absent[id] ?? 'too_few', locale), more: [] };
  const { top, interval } = moved;
  const more = [
    intervalWords(interval, 2, locale),
    methodWords(moved, n, locale),
    ...(top ? [m.quest_top_moved({ said: intervalWords(inPercent(top), 0, locale) })] : []),
  ];
  return { ...verdictMark(moved, locale), more };
}

const inPercent = ({ low, high }: { low: number; high: number }) => ({ low: 100 * low, high: 100 * high });

/** Without an interval there is the change itself and no more. */
function verdictMark(
  { change, interval }: Moved,
  locale: Locale,
): Pick<NonNullable<Figure['change']>, 'kind' | 'words'> {
  const by = figure(Math.abs(change), 1, locale);
  const verdict = interval ? verdictOf(interval) : change > 0 ? 'up' : change < 0 ? 'down' : null;
  if (verdict === null) return { kind: 'on', words: m.quest_change_same() };
  if (verdict === 'unsure') return { kind: 'off', words: m.quest_change_unsure() };
  return verdict === 'up'
    ? { kind: 'on', words: m.quest_change_up({ by }) }
    : { kind: 'late', words: m.quest_change_down({ by }) };
}
