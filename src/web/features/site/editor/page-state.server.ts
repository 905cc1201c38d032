import type { PageLine } from '#modules/city/site/client';
import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { formatInstant } from '#shared/dates';

type Mark = 'on' | 'wait' | 'off';

/** What a page is now, in words with its mark. */
export function statePage(
  page: Pick<PageLine, 'state' | 'visibility' | 'publishAt' | 'expireAt' | 'submittedBy'>,
  { zone, locale }: { zone: string; locale: Locale },
): { stateWords: string; mark: Mark; waits: string | null } {
  const hour = (at: Date | null) => (at === null ? '' : formatInstant(at, zone, locale, 'medium'));
  const waits = page.submittedBy === '' ? null : m.site_waits_for_second({ name: page.submittedBy });
  if (page.visibility === 'scheduled')
    return { stateWords: m.site_scheduled({ at: hour(page.publishAt) }), mark: 'wait', waits };
  if (page.visibility === 'expired')
    return { stateWords: m.site_expired({ at: hour(page.expireAt) }), mark: 'off', waits };
  if (page.visibility === 'shown') {
    const stateWords = page.expireAt === null ? m.site_shown() : m.site_shown_until({ at: hour(page.expireAt) });
    return { stateWords, mark: 'on', waits };
  }
  if (page.state === 'withdrawn') return { stateWords: m.site_state_withdrawn(), mark: 'off', waits };
  return {
    stateWords: page.state === 'submitted' ? m.site_state_submitted() : m.site_state_draft(),
    mark: 'wait',
    waits,
  };
}
