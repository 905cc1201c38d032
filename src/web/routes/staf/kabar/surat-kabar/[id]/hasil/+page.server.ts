import { getLetter, letterResults } from '#modules/city/newsletters';
import { zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { stateLetter } from '#web/features/newsletters/letter-state.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'news.send' };

/** What came of a letter, without naming anybody. */
export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const letter = await getLetter(ctx, idOf(params.id));
  const results = await letterResults(ctx, letter.id);
  const zone = await zoneOf({ db: ctx.db, libraryId: letter.libraryId });
  const counts = results?.mailing.counts;
  const all = counts ? Object.values(counts).reduce((sum, count) => sum + count, 0) : 0;
  return {
    subject: letter.subject,
    ...stateLetter(letter, { zone, locale: ctx.locale }),
    backHref: localizeHref(`/staf/kabar/surat-kabar/${letter.id}`),
    sendingHref: letter.mailingId === null ? null : localizeHref(`/staf/kabar/surat-kabar/kiriman/${letter.mailingId}`),
    progress: counts ? m.newsletters_progress({ sent: counts.sent, all }) : null,
    rows:
      results && counts
        ? [
            { key: 'sent', label: m.newsletters_sent(), count: counts.sent },
            { key: 'waiting', label: m.newsletters_waiting(), count: counts.waiting + counts.sending },
            { key: 'refused', label: m.newsletters_refused(), count: counts.refused },
            { key: 'unknown', label: m.newsletters_unknown(), count: counts.unknown },
            { key: 'skipped', label: m.newsletters_skipped(), count: counts.skipped },
            { key: 'hard', label: m.newsletters_bounced_hard(), count: results.bounces.hard },
            { key: 'soft', label: m.newsletters_bounced_soft(), count: results.bounces.soft },
            { key: 'blocked', label: m.newsletters_bounced_blocked(), count: results.bounces.blocked },
            { key: 'complaints', label: m.newsletters_complaints(), count: results.bounces.complaints },
          ]
        : [],
    links:
      results?.links?.map(({ address, clicks }) => ({
        address,
        clicks: clicks === null ? m.newsletters_clicks_few() : String(clicks),
      })) ?? null,
  };
};
