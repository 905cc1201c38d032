import { z } from 'zod';
import { internationalPhone } from '#shared/phone-number';
import { keptWords, type Said } from './said-in-chat.ts';

const captioned = z.object({ caption: z.string().optional() }).optional();
const message = z.object({
  id: z.string().min(1),
  from: z.string().regex(/^\d{6,15}$/),
  type: z.string(),
  group_id: z.unknown().optional(),
  text: z.object({ body: z.string() }).optional(),
  ...{ image: captioned, document: captioned, video: captioned },
});
const contact = z.object({ wa_id: z.string(), profile: z.object({ name: z.string() }) });
const listed = z.array(z.unknown()).catch([]);
const value = z.object({
  metadata: z.object({ phone_number_id: z.string(), display_phone_number: z.string().default('') }),
  messages: listed,
  contacts: listed,
});
const called = z.object({ entry: z.array(z.object({ changes: z.array(z.object({ value: z.unknown() })) })) });

const FILES: ReadonlySet<string> = new Set(['image', 'document', 'video', 'audio', 'voice', 'location', 'contacts']);
const LONGEST_NAME = 100;

/**
 * What people said to our number, as Meta's call tells it. One that looks otherwise than it should is passed over alone. Stickers, reactions, groups, and
 * what was said to another number of the same account say nothing here.
 */
export function whatsappSaid(body: unknown, phoneNumberId: string): Said[] {
  const changes = called.safeParse(body).data?.entry.flatMap((entry) => entry.changes) ?? [];
  return changes.flatMap((change) => {
    const { data } = value.safeParse(change.value);
    if (data?.metadata.phone_number_id !== phoneNumberId) return [];
    const own = data.metadata.display_phone_number.replace(/\D/g, '');
    const names = new Map(
      data.contacts.flatMap((one) => {
        const known = contact.safeParse(one).data;
        return known ? [[known.wa_id, keptWords(known.profile.name, LONGEST_NAME)] as const] : [];
      }),
    );
    return data.messages.flatMap((one) => saidBy(one, own, names) ?? []);
  });
}

function saidBy(given: unknown, own: string, names: ReadonlyMap<string, string>): Said | null {
  const { data } = message.safeParse(given);
  if (!data || data.group_id !== undefined || data.from === own) return null;
  const { id, from, type, text, image, document, video } = data;
  const file = image ?? document ?? video;
  const said = {
    key: id,
    sender: internationalPhone(`+${from}`) ?? `+${from}`,
    name: names.get(from)?.replace(/\s+/g, ' ') ?? '',
    hasFile: file !== undefined,
    album: null,
    language: 'id' as const,
  };
  const words = keptWords(text?.body ?? file?.caption ?? '');
  if (words !== '') return { ...said, says: 'words', words };
  return FILES.has(type) ? { ...said, says: 'file', words: '' } : null;
}
