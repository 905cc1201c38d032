import { z } from 'zod';
import { defineNotice, neededWords, titleValue, type NoticeKind } from '#modules/people/notifications';

/** A review that is not shown, and why. */
export const reviewRefused = defineNotice({
  topic: 'review',
  group: 'receipts',
  values: z.object({ title: titleValue, reason: neededWords(500) }),
  placeholders: ['judul', 'alasan'],
  needed: 'alasan',
  describe: ({ title, reason }) => ({ judul: title, alasan: reason }),
  example: () => ({ title: 'Laskar Pelangi', reason: 'Tolong tulis tentang bukunya, tanpa nama orang.' }),
  texts: {
    id: {
      name: 'Ulasan belum ditampilkan',
      subject: 'Ulasan Anda belum ditampilkan',
      body: 'Ulasan ini belum dapat kami tampilkan:\n- {judul}: {alasan}\nAnda dapat mengubahnya dari akun; setelah itu kami baca lagi.',
      push: '- Ulasan {judul} belum ditampilkan: {alasan}',
    },
    en: {
      name: 'Review not shown',
      subject: 'Your review is not shown yet',
      body: 'We cannot show this review yet:\n- {judul}: {alasan}\nYou can change it in your account; then we read it again.',
      push: '- Review of {judul} not shown yet: {alasan}',
    },
  },
});

/** What writers of reviews are told. */
export const notices = [reviewRefused] as const satisfies readonly NoticeKind[];
