import { campaignOfLink } from '#modules/city/campaigns';
import {
  addPlaces,
  archivePoster,
  changePoster,
  getPoster,
  judgeWords,
  restorePoster,
  takeDown,
  tooLongWords,
  viewChain,
} from '#modules/city/posters';
import { isOnScreen, sheetOf, type PosterSubject } from '#modules/city/posters/client';
import { getLibrary, listLibraries } from '#modules/ground/libraries';
import { HIT_DAYS } from '#modules/stock/links';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { addDays, formatDate, formatInstant, localDate } from '#shared/dates';
import { campaignWords } from '#web/features/campaigns/parts/campaign-words.server.ts';
import { chainView } from '#web/features/posters/chain-view.server.ts';
import {
  placesIn,
  posterIn,
  refusedPlaces,
  topicAsked,
  topicName,
  wordValues,
} from '#web/features/posters/poster-form.server.ts';
import {
  channelName,
  channelOptions,
  formatName,
  formatOptions,
  measures,
  POSTERS,
  templateChoices,
  templateName,
} from '#web/features/posters/poster-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'posters.make' };

/** What its form says it is about; empty = a notice, or what is gone. */
function topicOf({ programId, collectionId, courseId }: PosterSubject): string {
  if (programId !== null) return topicName({ kind: 'program', programId });
  if (collectionId !== null) return topicName({ kind: 'collection', collectionId });
  return courseId === null ? '' : topicName({ kind: 'course', courseId });
}

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const poster = await getPoster(ctx, idOf(params.id));
  const { id, subject, template, words, places, version } = poster;
  const library = await getLibrary(ctx, poster.libraryId);
  const path = `${POSTERS}/${id}`;
  const hanging = places.filter(({ takenDown }) => !takenDown);
  const cards = hanging.filter(({ channel }) => isOnScreen(channel));
  const names = new Set(hanging.map(({ name }) => name));
  const libraries = (await listLibraries(ctx, { active: true })).filter(({ name }) => !names.has(name));
  const campaign = await campaignOfLink(ctx, { code: poster.campaign, libraryId: poster.libraryId });
  const gone = subject.state === 'gone';
  const onPaper = sheetOf(poster.format).measure === 'mm';
  const today = localDate(ctx.clock.now(), library.timeZone);
  const dayOf = (day: string) => formatDate(day, ctx.locale, 'medium');
  return {
    id,
    version,
    title: words.title,
    archived: poster.archived,
    gone,
    over: subject.state === 'over',
    notice: subject.kind === 'notice',
    leadsTo: subject.leadsTo,
    inCampaign: campaign && { name: campaign.name, href: localizeHref(`/staf/kabar/kampanye/${campaign.id}`) },
    now: [subject.title, subject.when].filter(Boolean).join(' · '),
    about: [library.name, templateName(template), formatName(poster.format)].join(' · '),
    made: m.posters_made_by({
      name: poster.createdBy,
      when: formatInstant(poster.createdAt, library.timeZone, ctx.locale),
    }),
    picture: gone ? null : localizeHref(`${path}/gambar.png`),
    formats: judgeWords(ctx, { template, words }).map(({ format, tooLong }) => ({
      format,
      name: formatName(format),
      measures: measures(format),
      paper: sheetOf(format).measure === 'mm',
      tooLong: tooLong.length === 0 ? null : tooLongWords(tooLong, ctx.locale),
      pdf: localizeHref(`${path}/pdf?bentuk=${format}`),
      // of a card there is one for each place that is a screen
      pictures: cards.map((place) => ({
        ...{ id: place.id, name: place.name },
        href: localizeHref(`${path}/gambar.png?bentuk=${format}&tempat=${place.id}`),
      })),
    })),
    places: places.map((place) => ({
      ...place,
      channel: channelName(place.channel),
      hits: place.hits.toLocaleString(ctx.locale),
      // a card on paper would be counted as what was sent
      png: onPaper || isOnScreen(place.channel) ? localizeHref(`${path}/gambar.png?tempat=${place.id}`) : null,
      pdf: onPaper ? localizeHref(`${path}/pdf?tempat=${place.id}`) : null,
    })),
    hanging: hanging.length,
    days: Array.from({ length: HIT_DAYS }, (_, nth) => {
      const day = addDays(today, nth + 1 - HIT_DAYS);
      const hits = poster.days.filter((one) => one.day === day).reduce((sum, one) => sum + one.hits, 0);
      return { day: dayOf(day), hits };
    }),
    hits: poster.days.reduce((sum, one) => sum + one.hits, 0),
    campaign:
      poster.campaignHits === null
        ? null
        : [
            `${m.posters_field_campaign()}: ${poster.campaign}`,
            m.posters_hits_title({ count: poster.campaignHits }),
          ].join(' · '),
    chain: chainView(await viewChain(ctx, id), ctx.locale),
    rows: poster.days.map(({ day, place, hits }) => ({ day: dayOf(day), place, hits })),
    libraries: libraries.map((one) => ({ value: one.id, label: one.name })),
    channels: channelOptions(),
    values: {
      ...wordValues(words),
      format: poster.format,
      alt: poster.alt,
      campaign: poster.campaign,
      'subject.address': subject.kind === 'notice' ? subject.leadsTo : '',
    },
    template,
    topic: topicOf(subject),
    templates: templateChoices(),
    campaigns: await campaignWords(ctx, [poster.libraryId]),
    formatOptions: formatOptions(),
  };
};

export const actions: Actions = {
  save: formAction({ form: 'save' }, async ({ ctx, params, values }) => {
    const input = posterIn(values, topicAsked(values.topic));
    await changePoster(ctx, idOf(params.id), { ...input, version: versionIn(values) });
    return m.posters_saved_said();
  }),
  places: formAction(
    { refused: (refusal, { data }) => refusedPlaces(refusal, data) },
    async ({ ctx, params, values, data }) => {
      const count = await addPlaces(ctx, idOf(params.id), placesIn(values, data));
      return m.posters_places_said({ count });
    },
  ),
  down: formAction({ form: 'down' }, async ({ ctx, params, values }) => {
    await takeDown(ctx, idOf(params.id), idIn(values));
    return m.posters_down_said();
  }),
  archive: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await archivePoster(ctx, idOf(params.id), versionIn(values));
    return m.posters_archived_said();
  }),
  restore: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await restorePoster(ctx, idOf(params.id), versionIn(values));
    return m.posters_restored_said();
  }),
};
