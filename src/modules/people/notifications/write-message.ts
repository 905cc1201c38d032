import { localizeHref } from '#i18n/runtime';
import type { MemberContact } from '#modules/people/members';
import type { Db, Tx } from '#platform/db';
import type { Channel, Language, TemplateTopic } from './client.ts';
import { selectTextsFor } from './data/templates.queries.ts';
import { describeNotice } from './describe-notice.ts';
import { composeMessage, type Part, type Values } from './rules/compose-message.ts';
import { pickScoped } from './rules/pick-scoped.ts';
import type { NoticeText } from './rules/placeholders.ts';
import { shippedText } from './rules/shipped-texts.ts';
import type { NoticeContent } from './schema.ts';

/** Addresses that messages point at. @param publicUrl without a slash at the end */
export const accountUrl = (publicUrl: string, locale: Language): string =>
  publicUrl + localizeHref('/akun', { locale });
const choicesUrl = (publicUrl: string, locale: Language): string =>
  publicUrl + localizeHref('/akun/pemberitahuan', { locale });
/** The page where one channel is switched off without signing in, from the root. */
export const unsubscribePath = (locale: Language, token: string): string =>
  `${localizeHref('/berhenti', { locale })}?t=${token}`;
/** Where a mail program switches a channel off for its reader, by a POST (RFC 8058); whoever opens it comes to the page. */
export const oneClickUrl = (publicUrl: string, locale: Language, token: string): string =>
  `${publicUrl}/api/v1/unsubscribe/${locale}/${token}`;

export interface Letter {
  channel: Channel;
  contact: Pick<MemberContact, 'fullName' | 'number' | 'locale' | 'categoryId'>;
  library: { id: number; name: string; timeZone: string };
  notices: readonly NoticeContent[];
  publicUrl: string;
}

/** All there is to tell a member on a channel, in their language and in the texts of the library and their category. */
export async function writeMessage(db: Db | Tx, letter: Letter): Promise<NoticeText> {
  const { channel, contact, library, notices, publicUrl } = letter;
  const topics = [...new Set(notices.map((notice) => notice.topic))];
  const wanted: TemplateTopic[] = ['frame', ...topics];
  const own = await selectTextsFor(db, { topics: wanted, channel, language: contact.locale });
  const textOf = (topic: TemplateTopic): NoticeText =>
    pickScoped(
      own.filter((row) => row.topic === topic),
      { libraryId: library.id, categoryId: contact.categoryId },
    ) ?? shippedText(topic, channel, contact.locale);
  const place = { timeZone: library.timeZone, language: contact.locale, publicUrl };
  const parts = topics.map((topic): Part => ({
    topic,
    text: textOf(topic),
    items: notices.filter((notice) => notice.topic === topic).flatMap((notice) => describeNotice(notice, place)),
  }));
  return composeMessage(parts, textOf('frame'), commonValues(letter));
}

export const commonValues = ({ contact, library, publicUrl }: Omit<Letter, 'channel' | 'notices'>): Values => ({
  nama: contact.fullName,
  nomor: contact.number,
  perpustakaan: library.name,
  tautan: accountUrl(publicUrl, contact.locale),
  atur: choicesUrl(publicUrl, contact.locale),
});
