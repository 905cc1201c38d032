import { z } from 'zod';
import { defineNotice, shortened, type NoticeKind } from '#modules/people/notifications';

/** Somebody is asked by the own mailbox whether letters are wanted. */
export const letterConfirm = defineNotice({
  topic: 'letter_confirm',
  group: 'news',
  values: z.object({ topics: shortened(600), place: shortened(300) }),
  placeholders: ['topik', 'perpustakaan'],
  needed: 'topik',
  describe: ({ topics, place }) => ({ topik: topics, perpustakaan: place }),
  example: () => ({ topics: 'Kegiatan, Buku baru', place: 'Perpustakaan Kota Blitar' }),
  texts: {
    id: {
      name: 'Konfirmasi berlangganan surat kabar',
      subject: 'Konfirmasi: surat dari {perpustakaan}',
      body: 'Ada yang meminta surat dari {perpustakaan} ke alamat ini, tentang:\n- {topik}\n\nBenar Anda? Buka halaman ini dan tekan tombolnya. Tautan berlaku dua hari.\n\n{tautan}\n\nBukan Anda? Abaikan saja; tanpa konfirmasi tidak ada surat yang dikirim.',
      push: '- Konfirmasi surat: {topik}',
    },
    en: {
      name: 'Confirming letters by e-mail',
      subject: 'Please confirm: letters from {perpustakaan}',
      body: 'Somebody asked for letters from {perpustakaan} to this address, about:\n- {topik}\n\nWas it you? Open this page and press the button. The link holds for two days.\n\n{tautan}\n\nWas it not you? Do nothing; without your confirmation no letter is sent.',
      push: '- Confirm letters: {topik}',
    },
  },
});

/** What subscribers are told. */
export const notices = [letterConfirm] as const satisfies readonly NoticeKind[];
