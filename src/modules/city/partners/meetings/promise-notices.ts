import { z } from 'zod';
import { dayValue, defineNotice, neededWords, shortened, titleValue } from '#modules/people/notifications';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';

const values = z.object({
  /** What was promised. */
  title: titleValue,
  partner: neededWords(200),
  library: neededWords(200),
  news: z.enum(['ahead', 'late']),
  dueOn: dayValue,
  /** Whom they ask. */
  contact: shortened(300),
});
const newsWords = { ahead: m.stakeholders_news_ahead, late: m.stakeholders_news_late };
const placeholders = ['janji', 'mitra', 'perpus', 'kabar', 'tanggal', 'kontak'] as const;

const describe = (
  { title, partner, library, news, dueOn, contact }: z.output<typeof values>,
  { language }: { language: 'id' | 'en' },
) => ({
  janji: title,
  mitra: partner,
  perpus: library,
  kabar: newsWords[news]({}, { locale: language }),
  tanggal: formatDate(dueOn, language, 'full'),
  kontak: contact,
});

const example = (now: Date) => ({
  title: 'Dua narasumber kelas Januari',
  partner: 'Koperasi Batik Turi',
  library: 'Perpustakaan Kota Blitar',
  news: 'ahead' as const,
  dueOn: localDate(new Date(now.getTime() + 3 * 86_400_000), 'UTC'),
  contact: 'Perpustakaan Kota Blitar, 0342 801234',
});

/** What somebody of a partner is reminded of: what they promised, before its day and once after it. */
export const partnerPromise = defineNotice({
  topic: 'partner_promise',
  group: 'news',
  values,
  placeholders,
  needed: 'janji',
  describe,
  example,
  texts: {
    id: {
      name: 'Pengingat janji untuk orang mitra',
      subject: '{perpus}: {kabar}',
      body: 'Ini tentang kerja sama {mitra} dan {perpus}.\n- {janji} ({tanggal}). {kabar}\nAda yang perlu dibicarakan? {kontak}',
      push: '- {janji}: {kabar}',
    },
    en: {
      name: 'Reminder of a promise for people of partners',
      subject: '{perpus}: {kabar}',
      body: 'This is about what {mitra} and {perpus} do together.\n- {janji} ({tanggal}). {kabar}\nAnything to talk about? {kontak}',
      push: '- {janji}: {kabar}',
    },
  },
});

/** What somebody of ours is reminded of: what they see to for a partner. */
export const partnerWork = defineNotice({
  topic: 'partner_work',
  group: 'news',
  values,
  placeholders,
  needed: 'janji',
  describe,
  example,
  texts: {
    id: {
      name: 'Pengingat janji kepada mitra (untuk petugas)',
      subject: '{mitra}: {kabar}',
      body: 'Janji kita kepada {mitra} yang Anda pegang:\n- {janji} ({tanggal}). {kabar}\nBuka: {tautan}',
      push: '- {janji}: {kabar}',
    },
    en: {
      name: 'Reminder of a promise to a partner (for staff)',
      subject: '{mitra}: {kabar}',
      body: 'What we promised {mitra} and you see to:\n- {janji} ({tanggal}). {kabar}\nOpen it: {tautan}',
      push: '- {janji}: {kabar}',
    },
  },
});
