import {
  gradedWords,
  lowestOf,
  modeWords,
  periodWords,
  publicRound,
  serviceName,
  spanWords,
  elementName,
  suggestionLines,
} from '#modules/city/satisfaction';
import type { Paper } from '#modules/city/satisfaction/client';
import { nameLibraries, networkZone } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { localDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import {
  elementsView,
  followUpView,
  ledView,
  placesView,
  whoView,
} from '#web/features/satisfaction/results-view.server.ts';
import { indexView } from '#web/features/satisfaction/round-words.server.ts';
import { valueLineView } from '#web/features/satisfaction/value-line.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const found = await publicRound(ctx, idAsked(url.searchParams.get('putaran')));
  const index = found?.results.index;
  if (!found || !index) return { shown: null };
  const { round, results, followUps, before, line, rounds } = found;
  const number = (value: number): string => formatNumber(value, ctx.locale);
  const today = localDate(ctx.clock.now(), round.library?.timeZone ?? (await networkZone(ctx.db)));
  const exact = indexView(index.exact, ctx);
  const libraryOf = await nameLibraries(ctx);
  const [lowest] = lowestOf(results.elements);
  const file = (paper: Paper): string => localizeHref(`/kepuasan/berkas/${round.id}/${paper}`);
  return {
    shown: {
      name: round.name,
      service: serviceName(round.service, ctx.locale),
      where: round.library?.name ?? m.satisfaction_all_libraries(),
      period: periodWords(round, ctx.locale),
      index: exact,
      weighed: [
        m.satisfaction_weighed({ mode: modeWords('exact', ctx.locale) }),
        ...(index.interval ? [m.satisfaction_interval_of({ span: spanWords(index.interval, ctx.locale) })] : []),
      ].join(' '),
      heading: lowest
        ? m.satisfaction_heading({
            grade: exact.grade,
            lowest: elementName(lowest.element, ctx.locale).toLowerCase(),
          })
        : exact.grade,
      lead: m.satisfaction_public_lead({ n: number(results.survey.n) }),
      who: [
        m.satisfaction_n_respondents({ n: number(results.survey.n) }),
        ...(results.needed === null ? [] : [m.satisfaction_n_needed({ n: number(results.needed) })]),
        ...(round.population === null ? [] : [m.satisfaction_n_users({ n: number(round.population) })]),
      ].join(' '),
      formula: m.satisfaction_formula({
        total: number(index.total),
        n: number(index.complete),
        value: exact.value,
      }),
      printed: m.satisfaction_printed_note({ value: gradedWords(index.printed, ctx.locale) }),
      sample:
        results.needed === null || round.population === null
          ? null
          : m.satisfaction_sample_note({ needed: number(results.needed), population: number(round.population) }),
      files: { report: file('report'), data: file('data'), poster: file('poster') },
    },
    elements: elementsView(results, ctx),
    before: before?.round.name ?? null,
    plans: followUps.map((plan) => followUpView(plan, ctx, today)),
    led: before ? ledView(before, results, { ctx, today }) : [],
    line: valueLineView(line, ctx),
    people: whoView(results, ctx),
    places: placesView(results, (id) => libraryOf(id).name, ctx),
    leftOut: results.survey.leftOut,
    suggestions: suggestionLines(round),
    others: rounds
      .filter(({ id }) => id !== round.id)
      .map(({ id, name, service, ...other }) => ({
        id,
        label: [name, serviceName(service, ctx.locale), other.library?.name ?? m.satisfaction_all_libraries()].join(
          ' · ',
        ),
        href: localizeHref(`/kepuasan?putaran=${id}`),
      })),
  };
};
