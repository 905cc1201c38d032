import { expect, test } from 'vitest';
import { isStorable } from '#platform/requests/bounds';
import { besideWords, keptWords } from '../rules/said-in-chat.ts';
import { telegramSaid } from '../rules/telegram-said.ts';
import { whatsappSaid } from '../rules/whatsapp-said.ts';

const long = 'a'.repeat(200_000);
const dina = { id: 77, is_bot: false, first_name: 'Dina', language_code: 'id' };
const message = (more: object) => ({ message_id: 5, date: 1, chat: { id: 77, type: 'private' }, from: dina, ...more });
const photo = [{ file_id: 'A', file_unique_id: 'B', width: 90, height: 90 }];

test.for([
  ['words', { text: 'Apakah Sabtu buka?' }, { says: 'words', words: 'Apakah Sabtu buka?', hasFile: false }],
  ['two lines', { text: 'Halo kak,\r\nSabtu buka?  ' }, { words: 'Halo kak,\nSabtu buka?' }],
  ['an answer to one of ours', { text: 'Ya', reply_to_message: message({ text: 'Hari apa?' }) }, { words: 'Ya' }],
  ['sent on from somebody', { text: 'Lihat ini', forward_origin: { type: 'hidden_user' } }, { words: 'Lihat ini' }],
  ['a picture with words', { photo, caption: 'Raknya rusak' }, { says: 'words', words: 'Raknya rusak', hasFile: true }],
  ['a PDF with words', { document: { file_id: 'A' }, caption: 'Suratnya' }, { words: 'Suratnya', hasFile: true }],
  ['a picture alone', { photo }, { says: 'file' }],
  ['a picture with an empty line', { photo, caption: ' \n ' }, { says: 'file' }],
  ['a picture of an album', { photo, media_group_id: '9' }, { says: 'file', album: '9' }],
  ['a voice', { voice: { file_id: 'A', duration: 3 } }, { says: 'file' }],
  ['a round video', { video_note: { file_id: 'A' } }, { says: 'file' }],
  ['a place', { location: { latitude: -8, longitude: 112 } }, { says: 'file' }],
  ['a sticker', { sticker: { file_id: 'A', emoji: '👍' } }, null],
  ['a dice', { dice: { emoji: '🎲', value: 6 } }, null],
  ['a pinned message', { pinned_message: message({ text: 'x' }) }, null],
  ['a code', { text: '/start abcdef-GHIJ_0123' }, { says: 'code', words: 'abcdef-GHIJ_0123' }],
  ['/start', { text: '/start' }, { says: 'command' }],
  ['/start with a word', { text: '/start halo' }, { says: 'command' }],
  ['/help', { text: '/help@perpus_bot' }, { says: 'command' }],
  ['/stop', { text: '/stop' }, { says: 'command' }],
  ['a fraction', { text: '/2 halaman hilang' }, { says: 'words', words: '/2 halaman hilang' }],
  ['a group', { text: 'Halo', chat: { id: -100, type: 'supergroup' } }, null],
  ['a channel', { text: 'Halo', chat: { id: -100, type: 'channel' } }, null],
  ['a bot', { text: 'Halo', from: { ...dina, is_bot: true } }, null],
  ['words of a bot', { text: 'Halo', via_bot: { id: 3, is_bot: true } }, null],
  ['nothing', {}, null],
  ['empty words', { text: ' \n\t ' }, null],
  ['a NUL alone', { text: '\u0000' }, null],
  ['a NUL between', { text: 'Buku\u0000nya' }, { words: 'Bukunya' }],
  ['half a pair', { text: 'Buku \ud83d' }, { words: 'Buku \ufffd' }],
  ['two hundred thousand letters', { text: long }, { words: 'a'.repeat(20_000) }],
  ['somebody who reads English', { text: 'Hi', from: { ...dina, language_code: 'en-GB' } }, { language: 'en' }],
  ['somebody without a language', { text: 'Hi', from: { id: 1, is_bot: false } }, { language: 'id' }],
  ['words that are a number', { text: 5 }, null],
] as const)('Telegram: %s', ([, more, says]) => {
  const said = telegramSaid({ update_id: 900, message: message(more) });
  if (says === null) expect(said).toBeNull();
  else expect(said).toMatchObject({ key: '900', sender: '77', ...says });
  expect(isStorable(said?.words ?? '')).toBe(true);
});

test.for([null, 5, 'x', [], {}, { update_id: 1 }, { update_id: 1, edited_message: message({ text: 'x' }) }])(
  'Telegram: %j is nothing',
  (update) => {
    expect(telegramSaid(update)).toBeNull();
  },
);

const metadata = { phone_number_id: '1065', display_phone_number: '62 342 801 234' };
const call = (messages: unknown, value: object = {}) => {
  const contacts = [{ wa_id: '6281234567890', profile: { name: 'Dina  Puspita' } }];
  const all = { messaging_product: 'whatsapp', metadata, contacts, messages, ...value };
  return { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: all }] }] };
};
const from = '6281234567890';
const text = (body: unknown, more = {}) => ({
  id: 'wamid.1',
  from,
  timestamp: '1',
  type: 'text',
  text: { body },
  ...more,
});

test.for([
  ['words', text('Sabtu buka?'), { says: 'words', words: 'Sabtu buka?', hasFile: false, name: 'Dina Puspita' }],
  ['an answer to one of ours', text('Ya', { context: { id: 'wamid.0' } }), { words: 'Ya' }],
  [
    'a picture with words',
    { id: 'wamid.1', from, type: 'image', image: { id: '1', caption: 'Rusak' } },
    { words: 'Rusak', hasFile: true },
  ],
  [
    'a PDF with words',
    { id: 'wamid.1', from, type: 'document', document: { caption: 'Surat' } },
    { words: 'Surat', hasFile: true },
  ],
  ['a picture alone', { id: 'wamid.1', from, type: 'image', image: { id: '1' } }, { says: 'file' }],
  ['a voice', { id: 'wamid.1', from, type: 'audio', audio: { id: '1', voice: true } }, { says: 'file' }],
  ['a place', { id: 'wamid.1', from, type: 'location', location: {} }, { says: 'file' }],
  ['a sticker', { id: 'wamid.1', from, type: 'sticker', sticker: { id: '1' } }, null],
  ['a reaction', { id: 'wamid.1', from, type: 'reaction', reaction: { emoji: '👍' } }, null],
  ['what Meta cannot pass on', { id: 'wamid.1', from, type: 'unsupported', errors: [{ code: 131051 }] }, null],
  ['a changed number', { id: 'wamid.1', from, type: 'system', system: { body: 'x' } }, null],
  ['a group', text('Halo', { group_id: 'g1' }), null],
  ['our own number', text('Halo', { from: '62342801234' }), null],
  ['a number of letters', text('Halo', { from: 'US.1349175' }), null],
  ['no number', text('Halo', { from: undefined }), null],
  ['no id', text('Halo', { id: '' }), null],
  ['words that are a number', text(5), null],
  ['empty words', text(' \n '), null],
  ['a NUL between', text('Buku\u0000nya'), { words: 'Bukunya' }],
  ['half a pair', text('Buku \ud83d'), { words: 'Buku \ufffd' }],
  ['two hundred thousand letters', text(long), { words: 'a'.repeat(20_000) }],
] as const)('WhatsApp: %s', ([, given, says]) => {
  const [said, ...more] = whatsappSaid(call([given]), '1065');
  if (says === null) expect(said).toBeUndefined();
  else expect(said).toMatchObject({ key: 'wamid.1', sender: '+6281234567890', ...says });
  expect(more).toEqual([]);
  expect(isStorable(said?.words ?? '') && isStorable(said?.name ?? '')).toBe(true);
});

test('WhatsApp: what looks otherwise than it should costs nobody else their words', () => {
  const both = whatsappSaid(call([null, text(5), text('Satu'), { id: 'wamid.2' }]), '1065');
  expect(both.map(({ words }) => words)).toEqual(['Satu']);
  expect(whatsappSaid(call([text('Satu')], { contacts: 'x' }), '1065')).toMatchObject([{ words: 'Satu', name: '' }]);
});

test.for([null, 5, 'x', {}, { entry: 'x' }, { entry: [{ changes: [{}] }] }, call('x'), call(undefined)])(
  'WhatsApp: %j is nothing',
  (body) => {
    expect(whatsappSaid(body, '1065')).toEqual([]);
  },
);

test('WhatsApp: what was said to another number of the same account is not ours', () => {
  expect(whatsappSaid(call([text('Halo')]), '1066')).toEqual([]);
  expect(whatsappSaid(call([text('Halo')], { metadata: undefined }), '1065')).toEqual([]);
});

test('words are cut between letters, and keep tabs and ends of lines', () => {
  expect(keptWords('ab😀', 3)).toBe('ab\ufffd');
  expect(keptWords('a\tb\r\nc\u001b[0m')).toBe('a\tb\nc[0m');
});

test('of an album the picture with the words speaks for all; without words every one is heard as a picture', () => {
  const album = (words: string, media_group_id: string) =>
    telegramSaid({
      update_id: 1,
      message: message({ photo, media_group_id, ...(words !== '' && { caption: words }) }),
    });
  const all = [album('', '9'), album('Rak rusak', '9'), album('', '9'), album('', '10')].flatMap((one) => one ?? []);
  expect(besideWords(all).map(({ says, album: of }) => [says, of])).toEqual([
    ['words', '9'],
    ['file', '10'],
  ]);
});
