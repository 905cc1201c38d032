import { drawnQr } from '#platform/papers/drawings';
import { figure } from '#modules/community/questionnaires';
import { said } from '#modules/community/questionnaires/client';
import { formatDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { lowestFirst } from '../rules/rounds.ts';
import { elementName, serviceName } from '../service-words.ts';
import { followUpState, gradeWords, indexWords, modeWords, periodWords, spanWords, type Told } from './paper-words.ts';

/** Of what people said of themselves the poster tells these, in the order in which they are asked. */
const TOLD_OF_PEOPLE: readonly string[] = ['jenis_kelamin', 'usia'];

/** What the poster shows. @param address where everybody reads on */
export function posterData({ round, results, followUps, office, locale }: Told, address: string): object {
  const told = { locale };
  const { index, needed, elements, survey } = results;
  const number = (value: number): string => formatNumber(value, locale);
  return {
    head: office,
    title: m.satisfaction_poster_title({}, told),
    about: [serviceName(round.service, locale), periodWords(round, locale)].join(' · '),
    value: indexWords(index.exact.hundredths, locale),
    grade: m.satisfaction_grade_of({ grade: gradeWords(index.exact.grade, locale) }, told),
    span:
      index.interval === null ? null : m.satisfaction_interval_of({ span: spanWords(index.interval, locale) }, told),
    who: [
      m.satisfaction_n_respondents({ n: number(survey.n) }, told),
      ...(needed === null ? [] : [m.satisfaction_n_needed({ n: number(needed) }, told)]),
    ].join(' '),
    peopleTitle: m.satisfaction_who({}, told),
    people: people(survey, locale),
    elementsTitle: m.satisfaction_elements({}, told),
    elements: lowestFirst(elements).map(({ element, mean }) => ({
      label: `${element} ${elementName(element, locale)}`,
      mean: figure(mean ?? 0, 2, locale),
      share: ((mean ?? 0) / 4) * 100,
    })),
    plansTitle: m.satisfaction_follow_ups({}, told),
    plans: followUps.map(({ element, action, owner, dueOn, state }) => ({
      element,
      action,
      who: `${owner}, ${formatDate(dueOn, locale)}`,
      state: followUpState(state, locale),
    })),
    modes: m.satisfaction_poster_modes(
      {
        mode: modeWords('exact', locale),
        printed: indexWords(index.printed.hundredths, locale),
        grade: gradeWords(index.printed.grade, locale),
      },
      told,
    ),
    address,
    qr: drawnQr(address),
    read: m.satisfaction_poster_read({}, told),
  };
}

/** A line for each question, `Perempuan: 62%, Laki-laki: 35%, Tidak menjawab: sedikit`; what is few is not told. */
const people = ({ n, profile }: Told['results']['survey'], locale: Told['locale']): { label: string; said: string }[] =>
  profile
    .filter(({ id }) => TOLD_OF_PEOPLE.includes(id))
    .map(({ label, parts }) => ({
      label: said(label, locale),
      said: parts
        .filter(({ count }) => count !== 0)
        .map((part) => {
          const name = said(part.label, locale) || m.satisfaction_unsaid({}, { locale });
          const share = part.count === null ? null : figure((100 * part.count) / n, 0, locale);
          return share === null ? `${name}: ${m.satisfaction_few({}, { locale })}` : `${name}: ${share}%`;
        })
        .join(', '),
    }));
