import { comparablePlacements, listPlacements, viewResults, viewUnitIkm } from '#modules/community/questionnaires';
import { said } from '#modules/community/questionnaires/client';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { placementSubject, privacyName, roleName } from '#web/features/questionnaires/placement-words.ts';
import { resultsView } from '#web/features/questionnaires/results-view.server.ts';
import { unitIkmView } from '#web/features/questionnaires/unit-ikm.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'responses.read' };

const MOST = 200;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const questionnaireId = idOf(params.id);
  const { data: placements } = await listPlacements(ctx, { questionnaireId, limit: MOST });
  const wanted = idAsked(url.searchParams.get('penempatan'));
  const shown =
    placements.find(({ id }) => id === wanted) ?? placements.find(({ responses }) => responses > 0) ?? placements[0];
  const back = localizeHref(`/staf/kuesioner/${questionnaireId}`);
  if (!shown) return { back, placements: [], shown: null, results: null, others: [], beside: null, unit: null };
  const others = await comparablePlacements(ctx, shown);
  const asked = idAsked(url.searchParams.get('banding'));
  const beside = others.find(({ id }) => id === asked) ?? null;
  const results = await viewResults(ctx, shown.id, beside?.id ?? null);
  const unit = results.absent.ikm === 'not_asked' ? null : await viewUnitIkm(ctx, shown.id);
  const named = (one: (typeof placements)[number]) => ({
    value: one.id,
    label: `${roleName(one.role)}: ${placementSubject(one)}`,
  });
  const file = (format: string): string =>
    localizeHref(`/staf/kuesioner/${questionnaireId}/hasil/unduh/${format}?penempatan=${shown.id}`);
  return {
    back,
    placements: placements.map(named),
    shown: {
      id: shown.id,
      title: said(results.content.title, ctx.locale),
      subject: placementSubject(shown),
      privacy: privacyName(shown.privacy),
      role: roleName(shown.role),
      // rows are read when no more answers can come
      files: {
        csv: shown.privacy === 'named' || shown.final ? file('csv') : null,
        xlsx: shown.privacy === 'named' || shown.final ? file('xlsx') : null,
        pdf: file('pdf'),
      },
      href: localizeHref(`/staf/kuesioner/${questionnaireId}/penempatan/${shown.id}`),
    },
    others: others.map((one) => ({ ...named(one), label: `${placementSubject(one)} (${one.responses})` })),
    beside: beside?.id ?? null,
    results: resultsView(results, ctx),
    unit: unit && unit.services.length > 1 ? unitIkmView(unit, ctx.locale) : null,
  };
};
