import { localizeHref } from '#i18n/runtime';
import type { MemberContact } from '#modules/people/members';
import type { Db, Tx } from '#platform/database/db';
import type { Channel, Language } from '../client.ts';
import { selectTextsFor } from '../data/templates.queries.ts';
import { frame } from '../outbox/frame.ts';
import type { KeptNotice, NoticeKinds } from '../notice-kind.ts';
import { composeMessage, type Part, type Values } from '../rules/compose-message.ts';
import { pickScoped } from '../rules/pick-scoped.ts';
import { shippedText, type NoticeText, type TextKind } from '../rules/notice-text.ts';

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
  notices: readonly KeptNotice[];
  publicUrl: string;
}

/**
 * All there is to tell a member on a channel, in their language and in the texts of the library and their category. What no module knows (any
 * more) is left out; throws where that is all.
 */
export async function writeMessage(db: Db | Tx, kinds: NoticeKinds, letter: Letter): Promise<NoticeText> {
  const { channel, contact, library, notices, publicUrl } = letter;
  const told = [...kinds.values()].filter((kind) => notices.some(({ topic }) => topic === kind.topic));
  if (told.length === 0) throw new Error(`no module knows notices of ${notices.map(({ topic }) => topic).join(', ')}`);
  const topics = [frame, ...told].map(({ topic }) => topic);
  const own = await selectTextsFor(db, { topics, channel, language: contact.locale });
  const textOf = (kind: TextKind): NoticeText =>
    pickScoped(
      own.filter((row) => row.topic === kind.topic),
      { libraryId: library.id, categoryId: contact.categoryId },
    ) ?? shippedText(kind, channel, contact.locale);
  const place = { timeZone: library.timeZone, language: contact.locale, publicUrl };
  const parts = told.map((kind): Part => ({
    kind,
    text: textOf(kind),
    items: notices.filter(({ topic }) => topic === kind.topic).flatMap(({ params }) => kind.describe(params, place)),
  }));
  return composeMessage(parts, textOf(frame), commonValues(letter));
}

export const commonValues = ({ contact, library, publicUrl }: Omit<Letter, 'channel' | 'notices'>): Values => ({
  nama: contact.fullName,
  nomor: contact.number,
  perpustakaan: library.name,
  tautan: accountUrl(publicUrl, contact.locale),
  atur: choicesUrl(publicUrl, contact.locale),
});
