import { campaignChoices } from '#modules/city/campaigns';
import {
  approveLetter,
  cancelLetter,
  checkLetter,
  getLetter,
  listLetterThings,
  reachOf,
  removeLetter,
  reopenLetter,
  saveHead,
  scheduleLetter,
  sendSample,
  submitLetter,
  type Reach,
  whatsappReach,
  type WhatsappReach,
} from '#modules/city/newsletters';
import { toldAudience } from '#modules/city/subscriptions/client';
import { nameLibraries, zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { wallClockOf } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { languagesOf, writingActions } from '#web/features/content/parts/writing-actions.server.ts';
import { OFFERED, writingView } from '#web/features/content/parts/writing-view.server.ts';
import { checkWords } from '#web/features/newsletters/check-words.server.ts';
import { letterActs } from '#web/features/newsletters/letter-acts.server.ts';
import { audienceChoices, headOf } from '#web/features/newsletters/letter-form.server.ts';
import { stateLetter } from '#web/features/newsletters/letter-state.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn, wallClockIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'news.send' };

const LIST = '/staf/kabar/surat-kabar';

/** To how many a letter goes, as far as it may be told. */
function reachWords({ count, isGroup }: Reach): string {
  const told = toldAudience(count, !isGroup);
  if (told.kind === 'few') return m.newsletters_reach_few();
  return told.kind === 'exact'
    ? m.newsletters_reach({ count: told.count })
    : m.newsletters_reach_about({ count: told.count });
}

/** To how many a letter goes by WhatsApp too, and what that costs as far as it is known. */
function whatsappWords(reach: WhatsappReach | null) {
  if (reach === null) return null;
  const { count, price, isReady } = reach;
  const words =
    count === null
      ? m.newsletters_whatsapp_few()
      : price === null
        ? m.newsletters_whatsapp_reach({ count })
        : m.newsletters_whatsapp_cost({ count, price: formatRupiah(price), cost: formatRupiah(count * price) });
  const trouble = !isReady
    ? m.newsletters_whatsapp_not_ready()
    : price === null
      ? m.newsletters_whatsapp_no_price()
      : null;
  return { words, trouble };
}

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const letter = await getLetter(ctx, idOf(params.id));
  const zone = await zoneOf({ db: ctx.db, libraryId: letter.libraryId });
  const nameOf = await nameLibraries(ctx);
  const own = `${LIST}/${letter.id}`;
  const { subject, subjectEn, preheader, preheaderEn, campaign } = letter;
  const offered = (await campaignChoices(ctx)).filter(
    ({ libraryId }) => libraryId === null || libraryId === letter.libraryId,
  );
  const campaigns = offered.map(({ code, name }) => ({ value: code, label: name }));
  const isOffered = campaign === '' || campaigns.some(({ value }) => value === campaign);
  return {
    id: letter.id,
    version: letter.version,
    state: letter.state,
    isOver: letter.state === 'sent' || letter.state === 'cancelled',
    isWritable: letter.state === 'draft' || letter.state === 'submitted',
    head: {
      ...{ subject, subjectEn, preheader, preheaderEn, campaign },
      attendedId: letter.attendedId === null ? '' : String(letter.attendedId),
      nearId: letter.nearId === null ? '' : String(letter.nearId),
      borrows: letter.borrows ?? '',
    },
    topicIds: letter.topicIds,
    countsLinks: letter.countsLinks,
    inArchive: letter.inArchive,
    byWhatsapp: letter.byWhatsapp,
    choices: await audienceChoices(ctx, letter.libraryId),
    campaigns: isOffered ? campaigns : [{ value: campaign, label: campaign }, ...campaigns],
    place: letter.libraryId === null ? m.site_whole_network() : nameOf(letter.libraryId).name,
    ...stateLetter(letter, { zone, locale: ctx.locale }),
    ownSubmission: letter.ownSubmission,
    reach: reachWords(await reachOf(ctx, letter.id)),
    whatsapp: whatsappWords(await whatsappReach(ctx, letter.id)),
    sendAt: letter.state === 'scheduled' && letter.sendAt !== null ? wallClockOf(letter.sendAt, zone) : '',
    checks: checkWords(await checkLetter(ctx, letter.id, siteOrigin(services, url))),
    frame: localizeHref(`${own}/surat.html`),
    hrefs: {
      list: localizeHref(LIST),
      preview: localizeHref(`${own}/pratinjau`),
      results: letter.mailingId === null ? null : localizeHref(`${own}/hasil`),
      archive: letter.inArchive && letter.begunAt !== null ? localizeHref(`/surat-kabar/${letter.slug}`) : null,
    },
    writing: await writingView(ctx, {
      ...{ writing: letter.writing, removed: letter.removed, zone, own, url },
      ...(await listLetterThings(ctx, letter.id, OFFERED)),
    }),
  };
};

const parts = writingActions<RequestEvent>((ctx, { id }) => letterActs(ctx, id));

export const actions: Actions = {
  head: formAction({ form: 'head', anywhere: true }, async ({ ctx, params, values, data, url }) => {
    await saveHead(ctx, idOf(params.id), { ...headOf(values, data), version: versionIn(values) });
    return done(m.newsletters_saved(), languagesOf(url));
  }),
  block: parts.block,
  add: parts.add,
  move: parts.move,
  remove: parts.remove,
  back: parts.back,
  paste: parts.paste,
  sample: formAction({ form: 'sample', anywhere: true }, async ({ ctx, services, params, values, url }) => {
    const locale = values.english === '1' ? 'en' : 'id';
    const origin = siteOrigin(services, url);
    return m.newsletters_sample_said({
      email: await sendSample(ctx, services.mailer, idOf(params.id), { origin, locale }),
    });
  }),
  submit: formAction({ form: 'act', anywhere: true }, async ({ ctx, services, params, values, url }) => {
    await submitLetter(ctx, idOf(params.id), { version: versionIn(values), origin: siteOrigin(services, url) });
    return m.newsletters_submitted();
  }),
  approve: formAction({ form: 'act', anywhere: true }, async ({ ctx, services, params, values, url }) => {
    await approveLetter(ctx, idOf(params.id), { version: versionIn(values), origin: siteOrigin(services, url) });
    return m.newsletters_approved();
  }),
  schedule: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    const id = idOf(params.id);
    const { libraryId } = await getLetter(ctx, id);
    const zone = await zoneOf({ db: ctx.db, libraryId });
    await scheduleLetter(ctx, id, { version: versionIn(values), sendAt: wallClockIn(values, 'sendAt', zone) });
    return m.newsletters_scheduled_said();
  }),
  reopen: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await reopenLetter(ctx, idOf(params.id), versionIn(values));
    return m.newsletters_reopened();
  }),
  cancel: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await cancelLetter(ctx, idOf(params.id), { version: versionIn(values), why: values.why ?? '' });
    return m.newsletters_cancelled();
  }),
  delete: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await removeLetter(ctx, idOf(params.id), versionIn(values));
    return done(m.newsletters_removed(), LIST);
  }),
};
