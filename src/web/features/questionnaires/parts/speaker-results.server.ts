import { absentItems, figure, LEAST_SHOWN, type SpeakerResults } from '#modules/community/questionnaires';
import { said } from '#modules/community/questionnaires/client';
import type { Locale } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';

type Item = SpeakerResults['items'][number];

/** Evaluations of a speaker as their page shows them, all in words: of each item how often every step was chosen, and the average. */
export const speakerResultsView = (results: readonly SpeakerResults[], locale: Locale) =>
  results.map(({ placement, open, n, hidden, items }) => ({
    id: placement.id,
    title: placement.session?.title ?? (placement.label || placement.questionnaire.name),
    answered: open ? '' : m.quest_n_answers({ n }),
    why: open ? openUntil(placement, locale) : hidden ? m.quest_own_few({ least: LEAST_SHOWN }) : '',
    items: items.filter((item) => !item.hidden).map((item) => itemView(item, locale)),
    absent: absentItems(items, locale),
  }));

function openUntil({ closesAt, library }: SpeakerResults['placement'], locale: Locale): string {
  if (closesAt === null) return m.quest_own_open();
  return m.quest_own_open_until({ time: formatInstant(closesAt, library.timeZone, locale, 'medium') });
}

const nameOf = ({ label, tag }: Item, locale: Locale): string => said(tag, locale) || said(label, locale);

function itemView(item: Item, locale: Locale) {
  const { id, counts, mean, highest } = item;
  const average = mean === null ? '' : figure(mean, 2, locale);
  return {
    id,
    label: nameOf(item, locale),
    steps: counts.map(({ label, count }) => `${said(label, locale)} ${count}`).join(' · '),
    mean: average === '' || highest === null ? average : m.quest_mean_of({ mean: average, highest }),
  };
}
