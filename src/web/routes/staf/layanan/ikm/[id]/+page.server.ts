import {
  addFollowUp,
  closeRound,
  dropRound,
  gradedWords,
  lowestOf,
  modeWords,
  moveFollowUp,
  openRound,
  publishRound,
  removeFollowUp,
  reopenRound,
  setRoundPopulation,
  elementName,
  followUpState,
  spanWords,
  suggestionLines,
  unplannedOf,
  viewRound,
  withdrawRound,
  writeSuggestions,
  type RoundView,
} from '#modules/city/satisfaction';
import { ELEMENTS, FOLLOW_UP_STATES, type Paper } from '#modules/city/satisfaction/client';
import { nameLibraries, networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { elementsView, followUpView, ledView, whoView } from '#web/features/satisfaction/results-view.server.ts';
import { indexView, roundLine } from '#web/features/satisfaction/round-words.server.ts';
import { valueLineView } from '#web/features/satisfaction/value-line.server.ts';
import { panelsOf } from '#web/kit/panels/panels-of.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idIn, versionIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'reports.read' },
  actions: {
    open: { may: 'questionnaires.manage' },
    close: { may: 'questionnaires.manage' },
    reopen: { may: 'questionnaires.manage' },
    publish: { may: 'questionnaires.manage' },
    withdraw: { may: 'questionnaires.manage' },
    drop: { may: 'questionnaires.manage' },
    population: { may: 'questionnaires.manage' },
    suggestions: { may: 'questionnaires.manage' },
    addPlan: { may: 'questionnaires.manage' },
    movePlan: { may: 'questionnaires.manage' },
    removePlan: { may: 'questionnaires.manage' },
  },
};

const PATH = '/staf/layanan/ikm';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const view = await viewRound(ctx, idOf(params.id));
  const { round, results, followUps, before } = view;
  const today = localDate(ctx.clock.now(), round.library?.timeZone ?? (await networkZone(ctx.db)));
  const isSaid = results.index !== null;
  const file = (paper: Paper): string => localizeHref(`${PATH}/${round.id}/berkas/${paper}`);
  return {
    back: localizeHref(PATH),
    round: { ...roundLine(round, ctx), is: round.state, population: round.population, invites: round.invites },
    mayManage: can(ctx.actor, 'questionnaires.manage', round.library?.id ?? null),
    mayReopen: round.state === 'closed' && today <= round.endsOn,
    isLate: round.state === 'open' && round.endsOn < today,
    publicHref: round.state === 'published' ? localizeHref(`/kepuasan?putaran=${round.id}`) : null,
    reached: reachedView(view, ctx),
    places: await placesView(view, ctx),
    index: results.index && {
      ...indexView(results.index.exact, ctx),
      total: formatNumber(results.index.total, ctx.locale),
      complete: formatNumber(results.index.complete, ctx.locale),
      printed: gradedWords(results.index.printed, ctx.locale),
      weighed: m.satisfaction_weighed({ mode: modeWords('exact', ctx.locale) }),
      span: results.index.interval && spanWords(results.index.interval, ctx.locale),
    },
    interim: isSaid && !results.survey.isFinal,
    leftOut: results.survey.leftOut,
    elements: elementsView(results, ctx),
    beside: await panelsOf(ctx, {
      ...{ page: 'round', from: round.startsOn, to: round.endsOn },
      libraryIds: round.library ? [round.library.id] : null,
    }),
    beforeName: before?.round.name ?? null,
    who: whoView(results, ctx),
    suggestions: { text: round.suggestions, version: round.suggestionsVersion, lines: suggestionLines(round) },
    line: valueLineView(view.line, ctx),
    terms: Object.values(results.survey.terms)
      .flat()
      .map(({ term, count }) => m.satisfaction_word_count({ term, n: count })),
    // while answers come nothing is made that could be signed
    files:
      isSaid && round.closedAt !== null ? { report: file('report'), data: file('data'), poster: file('poster') } : null,
    cardHref: round.state === 'open' ? file('card') : null,
    mayPlan: round.closedAt !== null,
    plans: followUps.map((plan) => followUpView(plan, ctx, today)),
    led: before ? ledView(before, results, { ctx, today }) : [],
    lowest: lowestOf(results.elements).map(({ element }) => ({
      value: element,
      label: `${element} ${elementName(element, ctx.locale)}`,
    })),
    unplanned:
      round.closedAt === null
        ? ''
        : unplannedOf(results.elements, followUps)
            .map(({ element }) => `${element} ${elementName(element, ctx.locale)}`)
            .join(', '),
    allElements: ELEMENTS.map((value) => ({ value, label: `${value} ${elementName(value, ctx.locale)}` })),
    states: FOLLOW_UP_STATES.map((value) => ({ value, label: followUpState(value, ctx.locale) })),
    today,
  };
};

/** How many answered, of how many that have to. */
function reachedView({ round, results: { survey, needed } }: RoundView, { locale }: Pick<Ctx, 'locale'>) {
  const number = (value: number): string => formatNumber(value, locale);
  const n = survey.n;
  return {
    n: number(n),
    words:
      needed === null
        ? m.satisfaction_sample_unknown()
        : n >= needed
          ? m.satisfaction_sample_reached({ n: number(n), needed: number(needed) })
          : m.satisfaction_sample_short({ n: number(n), needed: number(needed), short: number(needed - n) }),
    population:
      round.population === null
        ? null
        : round.populationSource === 'counted'
          ? m.satisfaction_population_counted({ n: number(round.population) })
          : m.satisfaction_population_entered({ n: number(round.population) }),
    bar: needed === null || needed === 0 ? 0 : Math.min(100, Math.round((100 * n) / needed)),
  };
}

/** Where it is asked: how many answered there, and where its code, tablet and sheets are. */
async function placesView({ round, results: { survey } }: RoundView, ctx: Ctx) {
  const libraryOf = await nameLibraries(ctx);
  const figures = new Map(survey.places.map((one) => [one.libraryId, one]));
  const asked = new Map(survey.placements.map((one) => [one.library.id, one]));
  return round.places.map(({ libraryId, placementId }) => {
    const figure = figures.get(libraryId);
    const placement = asked.get(libraryId);
    const mayAsk = placement !== undefined && can(ctx.actor, 'questionnaires.manage', libraryId);
    const ofPlacement = `/staf/kuesioner/${placement?.questionnaire.id ?? 0}`;
    return {
      id: placementId,
      name: libraryOf(libraryId).name,
      n: figure ? formatNumber(figure.n, ctx.locale) : m.satisfaction_few(),
      index: figure?.ikm ? gradedWords(figure.ikm, ctx.locale) : '–',
      span: spanWords(figure?.interval ?? null, ctx.locale),
      mode: figure?.ikm ? modeWords('exact', ctx.locale) : '–',
      waysHref: mayAsk ? localizeHref(`${ofPlacement}/penempatan/${placementId}`) : null,
      wordsHref:
        placement && can(ctx.actor, 'responses.read', libraryId)
          ? localizeHref(`${ofPlacement}/hasil?penempatan=${placementId}`)
          : null,
    };
  });
}

export const actions: Actions = {
  open: formAction(async ({ ctx, params }) => {
    await openRound(ctx, idOf(params.id));
    return m.satisfaction_opened();
  }),
  close: formAction(async ({ ctx, params }) => {
    await closeRound(ctx, idOf(params.id));
    return m.satisfaction_closed();
  }),
  reopen: formAction(async ({ ctx, params }) => {
    await reopenRound(ctx, idOf(params.id));
    return m.satisfaction_reopened();
  }),
  publish: formAction(async ({ ctx, params }) => {
    await publishRound(ctx, idOf(params.id));
    return m.satisfaction_published();
  }),
  withdraw: formAction(async ({ ctx, params }) => {
    await withdrawRound(ctx, idOf(params.id));
    return m.satisfaction_withdrawn();
  }),
  drop: formAction(async ({ ctx, params }) => {
    await dropRound(ctx, idOf(params.id));
    return done(m.satisfaction_dropped(), PATH);
  }),
  population: formAction({ form: 'population' }, async ({ ctx, params, values }) => {
    await setRoundPopulation(ctx, idOf(params.id), wholeIn(values, 'population'));
    return m.satisfaction_population_saved();
  }),
  suggestions: formAction({ form: 'suggestions' }, async ({ ctx, params, values }) => {
    await writeSuggestions(ctx, idOf(params.id), {
      version: versionIn(values),
      suggestions: values.suggestions ?? '',
    });
    return done(m.satisfaction_suggestions_saved(), '#kata');
  }),
  addPlan: formAction({ form: 'addPlan' }, async ({ ctx, params, values }) => {
    const { action = '', owner = '', dueOn = '' } = values;
    await addFollowUp(ctx, idOf(params.id), { element: choiceIn(values, 'element', ELEMENTS), action, owner, dueOn });
    return done(m.satisfaction_plan_added(), '#tindak');
  }),
  movePlan: formAction({ form: 'movePlan' }, async ({ ctx, values }) => {
    const { reason = '', realisation = '', realisedOn = '' } = values;
    await moveFollowUp(ctx, idIn(values), {
      version: versionIn(values),
      state: choiceIn(values, 'state', FOLLOW_UP_STATES),
      reason,
      realisation,
      realisedOn: realisedOn === '' ? null : realisedOn,
    });
    return done(m.satisfaction_plan_moved(), '#tindak');
  }),
  removePlan: formAction({ form: 'removePlan' }, async ({ ctx, values }) => {
    await removeFollowUp(ctx, idIn(values));
    return done(m.satisfaction_plan_removed(), '#tindak');
  }),
};
