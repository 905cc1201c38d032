import { absenceWords, ikmValueWords, type UnitIkm } from '#modules/community/questionnaires';
import type { Locale } from '#platform/context';
import { formatNumber } from '#shared/money';
import { placementSubject } from '#web/features/questionnaires/placement-words.ts';
import { m } from '#i18n/messages';

/** The indices of all services of a library in a year, and joined by respondents and by services, in words. */
export const unitIkmView = ({ year, services, joined }: UnitIkm, locale: Locale) => ({
  year,
  services: services.map(({ placement, ikm, absent, sampled }) => ({
    id: placement.id,
    name: placementSubject(placement),
    ikm: ikm ? ikmValueWords(ikm, locale) : absenceWords(absent ?? 'too_few', locale),
    complete: ikm ? formatNumber(ikm.complete, locale) : absenceWords(absent ?? 'too_few', locale),
    needed: sampled ? formatNumber(sampled.needed, locale) : m.quest_joined_unknown(),
  })),
  joined: joined
    ? [
        m.quest_joined_respondents({ value: ikmValueWords(joined.byRespondents, locale), n: joined.complete }),
        m.quest_joined_services({ value: ikmValueWords(joined.byServices, locale) }),
      ]
    : [m.quest_joined_few()],
});
