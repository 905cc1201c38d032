import { localizeHref } from '#i18n/runtime';
import { getLibrary } from '#modules/ground/libraries';
import type { Services } from '#platform/services';
import type { ClaimedGuestMessage } from '../data/guest-messages.queries.ts';
import { selectTextsFor } from '../data/templates.queries.ts';
import { composePart } from '../rules/compose-message.ts';
import { pickScoped } from '../rules/pick-scoped.ts';
import { shippedText, type NoticeText } from '../rules/notice-text.ts';
import { fill } from '../rules/placeholders.ts';

export type WriteNeeds = Pick<Services, 'db' | 'config' | 'notices'>;
type Message = Pick<ClaimedGuestMessage, 'topic' | 'language' | 'name' | 'path' | 'libraryId' | 'params'>;

/** The library's text of the kind; throws where no module knows it (any more). Where members are led to their account, a guest is led to the page of the message. */
export async function writeToGuest(
  { db, config, notices }: WriteNeeds,
  message: Message,
  channel: 'email' | 'whatsapp',
): Promise<NoticeText> {
  const { topic, language, name, path } = message;
  const { publicUrl } = config;
  const kind = notices.get(topic);
  if (!kind) throw new Error(`no module knows notices of ${topic}`);
  const library = await getLibrary({ db }, message.libraryId);
  const own = await selectTextsFor(db, { topics: [topic], channel, language });
  const ofAll = own.filter((row) => row.categoryId === null);
  const text = pickScoped(ofAll, { libraryId: library.id, categoryId: 0 }) ?? shippedText(kind, channel, language);
  const items = kind.describe(message.params, { timeZone: library.timeZone, language, publicUrl });
  const common = {
    nama: name,
    nomor: '',
    perpustakaan: library.name,
    tautan: publicUrl + localizeHref(path, { locale: language }),
    atur: '',
    jumlah: String(items.length),
  };
  const said = composePart({ kind, text, items }, common);
  return {
    subject: fill(text.subject, { ...common, ...items[0] })
      .replace(/\s+/g, ' ')
      .trim(),
    // of an address alone no name is known
    body: [...(name === '' ? [] : [`${name},`]), said, library.name].join('\n\n'),
  };
}
