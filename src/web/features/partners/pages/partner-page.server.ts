import { viewPartnerPage, type PageKey } from '#modules/city/partners';
import { PAGE_FILE_MEGABYTES } from '#modules/city/partners/client';
import type {
  ComingShown,
  ContributionShown,
  DutyShown,
  FileState,
  NamedState,
  PageFile,
  PageMessage,
  PageNamed,
} from '#modules/city/partners/client';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx, Locale } from '#platform/context';
import { formatDate, formatInstant, localDate, type LocalDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { wishWords } from '../partner-words.server.ts';

/** Where and when a page is read. */
interface At {
  today: LocalDate;
  locale: Locale;
  zone: string;
}

const FILES: Record<FileState, { words: () => string; mark: 'on' | 'wait' | 'off' }> = {
  waiting: { words: m.partner_page_file_waiting, mark: 'wait' },
  accepted: { words: m.partner_page_file_accepted, mark: 'on' },
  removed: { words: m.partner_page_file_removed, mark: 'off' },
};
const PEOPLE: Record<NamedState, { words: () => string; mark: 'on' | 'wait' | 'off' }> = {
  waiting: { words: m.partner_page_person_waiting, mark: 'wait' },
  accepted: { words: m.partner_page_person_accepted, mark: 'on' },
  declined: { words: m.partner_page_person_declined, mark: 'off' },
};
const COMING: Record<ComingShown['what'], (said: { text: string }) => string> = {
  begins: m.partner_page_coming_begins,
  ends: m.partner_page_coming_ends,
  ours: m.partner_page_coming_ours,
  unsigned: m.partner_page_coming_unsigned,
};

export const fileLook = (state: FileState) => ({ words: FILES[state].words(), mark: FILES[state].mark });
export const personLook = (state: NamedState) => ({ words: PEOPLE[state].words(), mark: PEOPLE[state].mark });

function dutyLine({ id, text, agreement, dueOn, claim }: DutyShown, { today, locale }: At) {
  const isLate = dueOn !== null && dueOn < today;
  const day = dueOn === null ? '' : formatDate(dueOn, locale);
  const due = isLate ? m.partner_page_late({ day }) : m.partner_page_until({ day });
  return {
    ...{ id, text, agreement, claim, isLate: isLate && claim?.isWaiting !== true },
    due: dueOn === null ? m.partner_page_no_day() : due,
  };
}

/** A day ahead, for `PartnerComing.svelte`. */
export const comingLine = ({ what, onDay, text }: ComingShown, { today, locale }: Pick<At, 'today' | 'locale'>) => ({
  day: onDay === null ? m.partner_page_no_day() : formatDate(onDay, locale),
  text: COMING[what]({ text }),
  isLate: onDay !== null && onDay < today,
});

/** What a partner gave, for `PartnerResults.svelte`. */
export const resultLine = ({ id, kind, what, whatEn, fromOn, value }: ContributionShown, locale: Locale) => ({
  id,
  day: formatDate(fromOn, locale),
  kind: wishWords(kind),
  what: locale === 'en' && whatEn !== '' ? whatEn : what,
  value: value === null ? '' : formatRupiah(value),
});

const fileLine = ({ id, name, words, state, answer, sentAt }: PageFile, { locale, zone }: At) => ({
  ...{ id, name, words, answer, look: fileLook(state) },
  sent: m.partner_page_left_on({ day: formatDate(localDate(sentAt, zone), locale) }),
});
const personLine = ({ id, name, role, state, answer }: PageNamed) => ({
  ...{ id, role, answer, look: personLook(state) },
  name: name || m.partner_page_person_gone(),
});
const messageLine = ({ id, side, text, writtenAt, writtenBy }: PageMessage, { locale, zone }: At) => ({
  ...{ id, text, isOurs: side === 'ours' },
  head: side === 'ours' ? m.partner_page_message_ours({ name: writtenBy }) : m.partner_page_message_yours(),
  when: formatInstant(writtenAt, zone, locale),
});

/** What the page of a partner shows. */
export async function partnerPageOf(ctx: Ctx, key: PageKey) {
  const page = await viewPartnerPage(ctx, key);
  const at: At = { today: page.today, locale: ctx.locale, zone: await networkZone(ctx.db) };
  return {
    partner: page.partner,
    library: m.partner_page_from({ library: page.library }),
    duties: page.duties?.map((duty) => dutyLine(duty, at)) ?? null,
    coming: page.coming?.map((one) => comingLine(one, at)) ?? null,
    results: page.results?.map((one) => resultLine(one, ctx.locale)) ?? null,
    files: page.files?.map((file) => fileLine(file, at)) ?? null,
    people: page.people?.map(personLine) ?? null,
    messages: page.messages?.map((message) => messageLine(message, at)) ?? null,
    megabytes: PAGE_FILE_MEGABYTES,
  };
}
export type PartnerPageView = Awaited<ReturnType<typeof partnerPageOf>>;
