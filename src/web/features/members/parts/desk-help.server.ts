import type { DeskHelpView } from '#modules/people/members';
import { deskNeeds, type DeskHelp, type DeskNeed } from '#modules/people/members/client';
import type { Locale } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';

const NEEDS: Record<DeskNeed, () => string> = {
  clear_speech: m.members_desk_help_need_clear_speech,
  reading_help: m.members_desk_help_need_reading_help,
  wheelchair: m.members_desk_help_need_wheelchair,
  in_writing: m.members_desk_help_need_in_writing,
  large_print: m.members_desk_help_need_large_print,
  more_time: m.members_desk_help_need_more_time,
};

/** What stands beside the name of who is served: how they like to be greeted · what helps; null = nothing. */
export function deskHelpLine(help: DeskHelp | null): string | null {
  if (help === null) return null;
  const { greeting, needs, words } = help;
  const helps = [...needs.map((need) => NEEDS[need]()), words].filter(Boolean).join(', ');
  return (
    [greeting === null ? null : m.members_desk_help_greeted({ greeting }), helps].filter(Boolean).join(' · ') || null
  );
}

/** The form in which it is said, as it stands, with the consent in the reader's language. */
export function deskHelpForm(help: DeskHelpView, locale: Locale) {
  const { greeting, words, needs, consent, saidAt, standing, member } = help;
  const { text, given, since } = consent;
  return {
    greeting,
    words,
    needs: deskNeeds.map((value) => ({ value, label: NEEDS[value](), chosen: needs.includes(value) })),
    said: saidAt !== null,
    line: deskHelpLine({ greeting, needs, words }),
    consent: {
      title: locale === 'id' ? text.titleId : text.titleEn,
      body: locale === 'id' ? text.bodyId : text.bodyEn,
      version: text.version,
      /** Said by the member under this very wording; null = it has to be said. */
      givenSince: standing && since ? formatDate(localDate(since, member.timeZone), locale) : null,
      given,
    },
  };
}
export type DeskHelpFormView = ReturnType<typeof deskHelpForm>;

/** What was typed into it. */
export const deskHelpIn = (values: Record<string, string>) => ({
  greeting: values.greeting ?? '',
  needs: deskNeeds.filter((need) => values[`need.${need}`] === '1'),
  words: values.words ?? '',
  // left unticked it is no number, and says so at the consent
  agreedTo: Number(values.agreedTo ?? NaN),
});
