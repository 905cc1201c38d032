import { openTopics, type LetterTopic } from '#modules/city/subscriptions';
import { LETTER_LANGUAGES, type LetterLanguage, type StopWhy } from '#modules/city/subscriptions/client';
import { listOpenLibraries } from '#modules/ground/libraries';
import { letterTexts } from '#modules/people/members';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { choiceIn, idOrNull, idsIn } from '#web/kit/form/read-fields.server.ts';

type Locale = 'id' | 'en';

/** A topic in the reader's language. */
export const shownTopic = ({ id, name, about }: LetterTopic, locale: Locale) => ({
  ...{ id, name: name[locale], about: about[locale] },
});

const languages: Record<LetterLanguage, () => string> = {
  id: m.subscriptions_language_id,
  en: m.subscriptions_language_en,
};

/** What can be chosen among. */
export async function letterChoices(ctx: Ctx) {
  const [topics, libraries] = [await openTopics(ctx), await listOpenLibraries(ctx)];
  return {
    topics: topics.map((topic) => shownTopic(topic, ctx.locale)),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    languages: LETTER_LANGUAGES.map((value) => ({ value, label: languages[value]() })),
  };
}

/** What letters are consented to, in the reader's language. */
export async function letterWording({ db, locale }: Ctx): Promise<string> {
  const text = (await letterTexts(db)).find(({ purpose }) => purpose === 'letters');
  return (locale === 'id' ? text?.bodyId : text?.bodyEn) ?? '';
}

/** What the fields say that all forms of letters have. */
export const lettersIn = (values: Record<string, string>, data: FormData) => ({
  topicIds: idsIn(data, 'topicIds'),
  language: choiceIn(values, 'language', LETTER_LANGUAGES),
  libraryId: idOrNull(values, 'libraryId'),
});

/** A day of an instant, as people write it. */
export const dayOf = (at: Date, zone: string, locale: Locale): string => formatDate(localDate(at, zone), locale);

const whys: Record<StopWhy, () => string> = {
  person: m.subscriptions_why_person,
  staff: m.subscriptions_why_staff,
  bounced: m.subscriptions_why_bounced,
  complained: m.subscriptions_why_complained,
};
/** Why letters stopped. */
export const whyWords = (why: StopWhy): string => whys[why]();
