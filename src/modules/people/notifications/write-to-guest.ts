import { localizeHref } from '#i18n/runtime';
import { getLibrary } from '#modules/ground/libraries';
import type { Db } from '#platform/db';
import type { ClaimedGuestMessage } from './data/guest-messages.queries.ts';
import { selectTextsFor } from './data/templates.queries.ts';
import { describeNotice } from './describe-notice.ts';
import { composePart } from './rules/compose-message.ts';
import { pickScoped } from './rules/pick-scoped.ts';
import { fill, type NoticeText } from './rules/placeholders.ts';
import { shippedText } from './rules/shipped-texts.ts';
import { readContent } from './schema.ts';

type Message = Pick<ClaimedGuestMessage, 'topic' | 'language' | 'name' | 'path' | 'libraryId' | 'params'>;

/** The library's text of the topic; where members are led to their account, a guest is led to the page of the message. */
export async function writeToGuest(
  db: Db,
  publicUrl: string,
  message: Message,
  channel: 'email' | 'whatsapp',
): Promise<NoticeText> {
  const { topic, language, name, path } = message;
  const library = await getLibrary({ db }, message.libraryId);
  const own = await selectTextsFor(db, { topics: [topic], channel, language });
  const ofAll = own.filter((row) => row.categoryId === null);
  const text = pickScoped(ofAll, { libraryId: library.id, categoryId: 0 }) ?? shippedText(topic, channel, language);
  const items = describeNotice(readContent(topic, message.params), { timeZone: library.timeZone, language, publicUrl });
  const common = {
    nama: name,
    nomor: '',
    perpustakaan: library.name,
    tautan: publicUrl + localizeHref(path, { locale: language }),
    atur: '',
    jumlah: String(items.length),
  };
  const said = composePart({ topic, text, items }, common);
  return {
    subject: fill(text.subject, { ...common, ...items[0] })
      .replace(/\s+/g, ' ')
      .trim(),
    body: `${name},\n\n${said}\n\n${library.name}`,
  };
}
