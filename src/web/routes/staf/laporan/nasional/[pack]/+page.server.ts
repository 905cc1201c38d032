import {
  askForValue,
  enterValue,
  keepReport,
  listReports,
  momentInWords,
  openRequests,
  viewPack,
  viewReport,
  withdrawRequest,
} from '#modules/insights/methods';
import type { PackShown } from '#modules/insights/methods/client';
import { networkZone } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { formatDate, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { packView, whichIn, yearAsked } from '#web/features/methods/parts/pack-view.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idAsked, idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'reports.read' },
  actions: {
    value: { may: 'reports.submit' },
    ask: { may: 'reports.submit' },
    withdraw: { may: 'reports.submit' },
    keep: { may: 'reports.submit', network: true },
  },
};

/** What waits for an answer, in words. */
async function waiting(ctx: Ctx, pack: PackShown, zone: string) {
  if (!canAnywhere(ctx.actor, 'reports.submit')) return [];
  const rows = await openRequests(ctx, { pack: pack.key, year: pack.year });
  return rows.map(({ id, input: code, libraryId, askedOf, expiresAt }) => {
    const input = pack.inputs.find((one) => one.code === code && (one.library?.id ?? null) === libraryId);
    return {
      id,
      text: m.methods_ask_waits({
        input: input?.name[ctx.locale] ?? code,
        library: input?.library?.name ?? m.methods_network(),
        name: askedOf,
        day: formatDate(localDate(expiresAt, zone), ctx.locale),
      }),
    };
  });
}

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const { year, thisYear } = await yearAsked(ctx, url);
  const zone = await networkZone(ctx.db);
  const ofAll = can(ctx.actor, 'reports.read', null);
  const keptId = ofAll ? idAsked(url.searchParams.get('laporan')) : null;
  const kept = keptId === null ? null : await viewReport(ctx, keptId);
  const pack = kept ?? (await viewPack(ctx, { pack: params.pack, year }));
  const here = localizeHref(`/staf/laporan/nasional/${params.pack}?tahun=${pack.year}`);
  return {
    pack: packView(ctx, pack),
    thisYear,
    here,
    moment: momentInWords(pack, ctx, zone),
    withoutWord: pack.daysWithoutWord ?? 0,
    wordsHref: localizeHref(`/staf/laporan/hari-tak-biasa?tahun=${pack.year}`),
    kept: kept && m.methods_kept_as({ when: formatInstant(kept.keptAt, zone, ctx.locale), name: kept.keptBy }),
    reports: ofAll
      ? (await listReports(ctx, { pack: params.pack, year: pack.year })).map(({ id, keptAt, keptBy }) => ({
          id,
          href: `${here}&laporan=${id}`,
          text: m.methods_kept_line({ when: formatInstant(keptAt, zone, ctx.locale), name: keptBy }),
        }))
      : [],
    waiting: kept ? [] : await waiting(ctx, pack, zone),
    mayKeep: !kept && ofAll && can(ctx.actor, 'reports.submit', null),
    chosen: url.searchParams.get('isi') ?? '',
    files: (['xlsx', 'csv'] as const).map((format) => ({
      label: m.methods_table({ format: format.toUpperCase() }),
      href: localizeHref(`/staf/laporan/nasional/${params.pack}/tabel?tahun=${pack.year}&format=${format}`),
    })),
  };
};

const valueAbout = (pack: string, values: Readonly<Record<string, string>>) => ({
  pack,
  ...whichIn(values.which ?? ''),
  year: wholeIn(values, 'year') ?? 0,
});

export const actions: Actions = {
  value: formAction({ form: 'value' }, async ({ ctx, params, values }) => {
    const about = valueAbout(params.pack, values);
    await enterValue(ctx, { ...about, value: values.value ?? '', source: values.source ?? '' });
    return done(m.methods_saved(), `?tahun=${about.year}#isian`);
  }),
  ask: formAction({ form: 'ask' }, async ({ ctx, services, params, url, values }) => {
    const about = valueAbout(params.pack, values);
    const askedOf = values.askedOf ?? '';
    const { token, expiresAt } = await askForValue(ctx, { ...about, askedOf, days: wholeIn(values, 'days') ?? 0 });
    const day = formatDate(localDate(expiresAt, await networkZone(ctx.db)), ctx.locale);
    return {
      made: m.methods_ask_made({ name: askedOf, day }),
      link: siteOrigin(services, url) + localizeHref(`/isi-angka/${token}`),
    };
  }),
  withdraw: formAction({ form: 'withdraw' }, async ({ ctx, values }) => {
    await withdrawRequest(ctx, idIn(values));
    return done(m.methods_ask_withdrawn(), `?tahun=${wholeIn(values, 'year') ?? ''}`);
  }),
  keep: formAction({ form: 'keep' }, async ({ ctx, params, values }) => {
    const year = wholeIn(values, 'year') ?? 0;
    const id = await keepReport(ctx, { pack: params.pack, year, withoutWords: values.withoutWords === '1' });
    return done(m.methods_kept_said(), `?tahun=${year}&laporan=${id}`);
  }),
};
