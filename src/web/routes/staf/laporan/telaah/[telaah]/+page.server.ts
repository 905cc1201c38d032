import { getAnalysis, viewAnalysis } from '#modules/insights/analyses';
import type { AnalysisInput } from '#modules/insights/analyses/client';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { amountShown, analysisAddress, analysisAsked, queryOf } from '#web/features/analyses/analysis-asked.server.ts';
import { analysisView } from '#web/features/analyses/analysis-view.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

/** Each analysis asks for its own permission. */
export const _access: PageAccess = 'account';

const INPUTS: Record<AnalysisInput, { name: string; label: () => string }> = {
  ratio: { name: 'rasio', label: () => m.analyses_input_ratio() },
  budget: { name: 'anggaran', label: () => m.analyses_input_budget() },
  price: { name: 'harga', label: () => m.analyses_input_price() },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params: { telaah }, url }) => {
  const { title, about, isOfNow, inputs } = await getAnalysis(ctx, telaah);
  const asked = await analysisAsked(ctx, telaah, url);
  const account = idAsked(url.searchParams.get('petugas'));
  const analysis = await viewAnalysis(ctx, {
    ...queryOf(telaah, asked),
    ...(account !== null && { accountId: account }),
  });
  const address = analysisAddress(asked);
  if (account !== null) address.set('petugas', String(account));
  return {
    title,
    about,
    isOfNow,
    account,
    asked: { days: asked.days, library: asked.library, libraries: asked.libraries, today: asked.today },
    inputs: inputs.map((input) => ({
      name: INPUTS[input].name,
      label: INPUTS[input].label(),
      value:
        input === 'ratio' ? asked.ratio?.typed || String(analysis.query.ratio) : amountShown(asked[input], ctx.locale),
      isWrong: asked[input]?.isWrong ?? false,
    })),
    analysis: await analysisView(ctx, analysis),
    files: (['csv', 'xlsx'] as const).map((format) => ({
      label: format.toUpperCase(),
      href: localizeHref(`/staf/laporan/telaah/${telaah}/tabel?${address.toString()}&format=${format}`),
    })),
  };
};
