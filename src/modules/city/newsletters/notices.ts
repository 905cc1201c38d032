import { z } from 'zod';
import { stillWantsWhatsapp } from '#modules/city/subscriptions';
import { defineNotice, shortened, type NoticeKind } from '#modules/people/notifications';
import { localizeHref } from '#i18n/runtime';

/** A letter, for members who want it by WhatsApp too: its subject, and where it is read. */
export const letterByWhatsapp = defineNotice({
  topic: 'letter',
  group: 'news',
  values: z.object({
    subject: shortened(200),
    /** Empty: the same in English. */
    subjectEn: shortened(200),
    slug: z.string(),
    topicIds: z.array(z.number()),
  }),
  placeholders: ['judul', 'surat'],
  needed: 'surat',
  describe: ({ subject, subjectEn, slug }, { language, publicUrl }) => ({
    judul: language === 'en' && subjectEn !== '' ? subjectEn : subject,
    surat: publicUrl + localizeHref(`/surat-kabar/${slug}`, { locale: language }),
  }),
  example: () => ({
    subject: 'Desember: libur dan buku',
    subjectEn: '',
    slug: 'desember-libur-dan-buku',
    topicIds: [],
  }),
  by: {
    channel: 'whatsapp',
    stillWanted: async (db, memberId, { topicIds }, now) => stillWantsWhatsapp(db, memberId, topicIds, now),
  },
  texts: {
    id: {
      name: 'Surat kabar lewat WhatsApp',
      subject: '{judul}',
      body: '{judul}\n{surat}',
      push: '- {judul}: {surat}',
    },
    en: {
      name: 'Letters by WhatsApp',
      subject: '{judul}',
      body: '{judul}\n{surat}',
      push: '- {judul}: {surat}',
    },
  },
});

/** What readers of letters are told. */
export const notices = [letterByWhatsapp] as const satisfies readonly NoticeKind[];
