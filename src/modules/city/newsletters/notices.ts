import { z } from 'zod';
import { standOfMailing } from '#modules/city/mailings';
import { stillWantsWhatsapp } from '#modules/city/subscriptions';
import { defineNotice, shortened, type NoticeKind, type StillWanted } from '#modules/people/notifications';
import { localizeHref } from '#i18n/runtime';
import type { Db } from '#platform/database/db';
import { findMailingOf } from './data/sending.queries.ts';

/** It goes as the letter does: not before its mailing was let go, and not while that is on hold. */
async function stillWanted(
  db: Db,
  memberId: number,
  { slug, topicIds }: { slug: string; topicIds: readonly number[] },
  now: Date,
): Promise<StillWanted> {
  if (!(await stillWantsWhatsapp(db, memberId, topicIds, now))) return 'no';
  const mailingId = await findMailingOf(db, slug);
  const stands = mailingId === null ? null : await standOfMailing(db, mailingId);
  // what was called off where mailings are is taken back by the next round of letters
  return stands === 'sending' || stands === 'done' ? 'yes' : 'held';
}

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
  by: { channel: 'whatsapp', stillWanted },
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
