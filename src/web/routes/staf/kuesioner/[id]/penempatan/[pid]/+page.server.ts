import {
  closePlacement,
  getPlacement,
  linkPlacement,
  setKiosk,
  setPopulation,
} from '#modules/community/questionnaires';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { qrSvg } from '#platform/papers/qr';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import {
  audienceName,
  placementState,
  placementSubject,
  privacyName,
  responsesWords,
  roleName,
  toldWords,
} from '#web/features/questionnaires/placement-words.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: ['responses.read', 'questionnaires.manage'] },
  actions: {
    close: { may: 'questionnaires.manage' },
    kioskOn: { may: 'questionnaires.manage' },
    kioskOff: { may: 'questionnaires.manage' },
    link: { may: 'questionnaires.manage' },
    population: { may: 'questionnaires.manage' },
  },
};

const NEEDS = ['questionnaires.manage'] as const;

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const placement = await getPlacement(ctx, idOf(params.pid));
  const { id, code, questionnaire, library, kioskKey, shortCode, closedAt, pairId } = placement;
  const address =
    shortCode === null ? `${siteOrigin(services, url)}/isi/${code}` : `${siteOrigin(services, url)}/q/${shortCode}`;
  const day = (instant: Date): string => formatDate(localDate(instant, library.timeZone), ctx.locale, 'medium');
  const path = `/staf/kuesioner/${questionnaire.id}`;
  return {
    name: questionnaire.name,
    subject: placementSubject(placement),
    facts: [
      { name: m.quest_role(), value: roleName(placement.role) },
      { name: m.quest_audience(), value: audienceName(placement.audience) },
      { name: m.quest_privacy(), value: privacyName(placement.privacy) },
      { name: m.quest_opens(), value: day(placement.opensAt) },
      // the last moment is the beginning of the next day
      {
        name: m.quest_closes(),
        value: placement.closesAt ? day(new Date(placement.closesAt.getTime() - 1)) : m.quest_closes_never(),
      },
      {
        name: m.quest_paper_until(),
        value: placement.paperUntil ? day(new Date(placement.paperUntil.getTime() - 1)) : m.quest_closes_never(),
      },
      { name: m.quest_col_responses(), value: responsesWords(placement) },
      ...(placement.program && (placement.told > 0 || placement.state !== 'closed')
        ? [{ name: m.quest_told(), value: toldWords(placement) }]
        : []),
    ],
    state: placementState(placement),
    address,
    answerHref: localizeHref(`/isi/${code}`),
    qr: `data:image/svg+xml,${encodeURIComponent(qrSvg(address))}`,
    kioskHref:
      kioskKey === null ? null : `${siteOrigin(services, url)}${localizeHref(`/isi/${code}?kios=${kioskKey}`)}`,
    mayKiosk: placement.audience === 'anyone' && closedAt === null,
    mayLink: shortCode === null && can(ctx.actor, 'links.manage', library.id),
    mayEnter:
      closedAt === null &&
      (placement.paperUntil === null || placement.paperUntil > ctx.clock.now()) &&
      can(ctx.actor, 'questionnaires.manage', library.id),
    // of participants it is known how many they are
    population:
      (placement.program === null || questionnaire.instrument === 'ikm') &&
      can(ctx.actor, 'questionnaires.manage', library.id)
        ? { value: placement.population === null ? '' : String(placement.population) }
        : null,
    named: placement.privacy === 'named',
    paired: pairId !== null,
    hrefs: {
      back: localizeHref(path),
      results: localizeHref(`${path}/hasil?penempatan=${id}`),
      paper: localizeHref(`${path}/penempatan/${id}/kertas`),
      pdf: localizeHref(`${path}/penempatan/${id}/pdf`),
      sheets: localizeHref(`${path}/penempatan/${id}/lembar`),
      answers: placement.privacy === 'named' ? localizeHref(`${path}/penempatan/${id}/jawaban`) : null,
    },
  };
};

const PLACEMENT = { form: 'placement', needs: NEEDS };

export const actions: Actions = {
  close: deskAction(PLACEMENT, async ({ ctx, params }) => {
    await closePlacement(ctx, idOf(params.pid));
    return m.quest_closed();
  }),
  kioskOn: deskAction(PLACEMENT, async ({ ctx, params }) => {
    await setKiosk(ctx, idOf(params.pid), true);
    return m.quest_kiosk_ready();
  }),
  kioskOff: deskAction(PLACEMENT, async ({ ctx, params }) => {
    await setKiosk(ctx, idOf(params.pid), false);
    return m.quest_kiosk_gone();
  }),
  link: deskAction(PLACEMENT, async ({ ctx, params }) => {
    await linkPlacement(ctx, idOf(params.pid));
    return m.quest_linked();
  }),
  population: deskAction(PLACEMENT, async ({ ctx, params, values }) => {
    await setPopulation(ctx, idOf(params.pid), wholeIn(values, 'population'));
    return m.quest_population_saved();
  }),
};
