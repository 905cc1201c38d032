import { listReviews, remarkForm, sendRemark, viewPromises, viewRemarks } from '#modules/city/promises';
import { gradedWords, latestValue, serviceName } from '#modules/city/satisfaction';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import {
  editionLine,
  inLanguage,
  measuredWords,
  performanceView,
  tallyOf,
  toldParts,
} from '#web/features/promises/promise-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx, services }, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const { locale } = ctx;
  const { pledge, standards } = await viewPromises(ctx);
  const { token, challenge } = await remarkForm(ctx, services.secrets);
  const zone = await networkZone(ctx.db);
  const [review] = await listReviews(ctx);
  const day = (date: string) => formatDate(date, locale);
  const measured = measuredWords(standards, locale);
  const latest = await latestValue(ctx);
  return {
    pledge: pledge && {
      ...inLanguage(pledge.text, pledge.textEn, locale),
      signed: m.promises_signed({
        name: pledge.signedBy,
        office: pledge.signedOffice,
        place: pledge.signedPlace,
        day: pledge.signedOn === null ? '' : day(pledge.signedOn),
      }),
    },
    measured: measured ?? m.promises_measured_each(),
    satisfaction: latest && {
      href: localizeHref('/kepuasan'),
      words: m.satisfaction_latest({
        value: gradedWords(latest.index, locale),
        round: [
          latest.name,
          serviceName(latest.service, locale),
          latest.library ?? m.satisfaction_all_libraries(),
        ].join(' · '),
      }),
    },
    tally: tallyOf(standards),
    standards: standards.map(({ id, note, noteEn, published, performance }) => ({
      id,
      name: inLanguage(published.name, published.nameEn, locale),
      promise: inLanguage(published.promise, published.promiseEn, locale),
      note: inLanguage(note, noteEn, locale),
      performance: performanceView(performance, locale, measured === null),
      parts: toldParts(published.parts),
      edition: editionLine(published, locale),
    })),
    partsLang: locale === 'en' ? ('id' as const) : undefined,
    paperHref: localizeHref('/maklumat/standar-pelayanan'),
    tableHref: localizeHref('/maklumat/kenyataan.csv'),
    formerHref: localizeHref('/maklumat/dahulu'),
    token,
    challenge: JSON.stringify(challenge),
    about: standards.map(({ id, published }) => ({
      value: id,
      label: inLanguage(published.name, published.nameEn, locale).text,
    })),
    remarks: (await viewRemarks(ctx)).map(({ id, text, answer, standardName, createdAt }) => ({
      id,
      text,
      answer,
      about: [standardName, day(localDate(createdAt, zone))].filter(Boolean).join(' · '),
    })),
    review: review && { when: m.promises_review_last({ day: day(review.heldOn) }), summary: review.summary },
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, services, event, values }) => {
    await sendRemark(ctx, services.secrets, {
      token: values.token ?? '',
      proof: values.proof ?? '',
      ip: event.getClientAddress(),
      text: values.text ?? '',
      standardId: idOrNull(values, 'standardId'),
    });
    return done(m.promises_remark_sent(), '/maklumat');
  }),
};
