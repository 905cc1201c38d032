import type { ConsentView } from '#modules/people/members';
import { platformErrors } from '#platform/errors';
import {
  barePurposes,
  consentPurposes,
  ledgerPurposes,
  type ConsentChannel,
  type ConsentEvent,
  type ConsentPurpose,
  type LedgerPurpose,
} from '#modules/people/members/client';
import { formatDate, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';

type Locale = 'id' | 'en';

const channels: Record<ConsentChannel, () => string> = {
  desk: m.members_consent_channel_desk,
  paper: m.members_consent_channel_paper,
  web: m.members_consent_channel_web,
  email: m.members_consent_channel_email,
  phone: m.members_consent_channel_phone,
};

const oneOf = <P extends LedgerPurpose>(purposes: readonly P[], { purpose: asked }: Record<string, string>): P => {
  const purpose = purposes.find((one) => one === asked);
  if (!purpose) throw platformErrors.invalidInput();
  return purpose;
};
/** The purpose that a form names. Throws `platform.invalid_input` where it is none of ours. */
export const purposeIn = (values: Record<string, string>): ConsentPurpose => oneOf(consentPurposes, values);
/** The same where a yes alone is given. */
export const barePurposeIn = (values: Record<string, string>) => oneOf(barePurposes, values);

/** The same of those that have a wording. */
export const wordedPurposeIn = (values: Record<string, string>): LedgerPurpose => oneOf(ledgerPurposes, values);

/** What a line of the ledger is about: consents to letters are asked by topic, not on the card. */
function purposeName({ purpose, topic }: ConsentEvent, titles: ReadonlyMap<LedgerPurpose, string>): string {
  if (purpose === 'letters') return m.members_consent_letters({ topic: topic ?? '' });
  if (purpose === 'letters_reading') return m.members_consent_letters_reading();
  return titles.get(purpose) ?? purpose;
}

/** Consents in the reader's language, with days and times of a zone. */
export function showConsents({ states, events, speaker }: ConsentView, zone: string, locale: Locale) {
  const titles = new Map<LedgerPurpose, string>(
    states.map(({ text }) => [text.purpose, locale === 'id' ? text.titleId : text.titleEn]),
  );
  const day = (at: Date): string => formatDate(localDate(at, zone), locale);
  return {
    speaker,
    states: states.map(({ text, given, since, outdated }) => ({
      purpose: text.purpose,
      /** A yes alone can be given to it; what is said with it is said on its own page. */
      bare: barePurposes.some((one) => one === text.purpose),
      title: locale === 'id' ? text.titleId : text.titleEn,
      body: locale === 'id' ? text.bodyId : text.bodyEn,
      version: text.version,
      given,
      outdated,
      since: since && day(since),
    })),
    events: events.map((event) => ({
      id: event.id,
      at: formatInstant(event.at, zone, locale, 'medium'),
      purpose: purposeName(event, titles),
      version: event.textVersion,
      act: event.act,
      channel: channels[event.channel](),
      by:
        event.givenBy === 'guardian'
          ? [event.guardianName, event.guardianRelation].filter(Boolean).join(', ')
          : m.members_consent_by_member(),
      recordedBy: event.recordedBy,
    })),
  };
}
