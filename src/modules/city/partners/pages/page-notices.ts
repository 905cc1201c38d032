import { z } from 'zod';
import { defineNotice, shortened, titleValue } from '#modules/people/notifications';

/** A partner is sent the address of their page. */
export const partnerPageLink = defineNotice({
  topic: 'partner_page',
  group: 'news',
  values: z.object({ title: titleValue, place: shortened(300), contact: shortened(300) }),
  placeholders: ['mitra', 'perpustakaan', 'kontak'],
  needed: 'mitra',
  describe: ({ title, place, contact }) => ({ mitra: title, perpustakaan: place, kontak: contact }),
  example: () => ({
    title: 'Koperasi Batik Turi',
    place: 'Perpustakaan Kota Blitar',
    contact: 'Perpustakaan Kota Blitar, 0342-000000',
  }),
  texts: {
    id: {
      name: 'Tautan halaman mitra',
      subject: 'Halaman {mitra} di {perpustakaan}',
      body: 'Halaman {mitra}: apa yang akan datang, apa yang kami perlukan dari Anda, dan apa yang sudah Anda berikan.\n\n{tautan}\n\nTautan ini rahasia: siapa pun yang memilikinya dapat membuka halaman itu.\n\nAda pertanyaan? {kontak}',
      push: '- Halaman {mitra}',
    },
    en: {
      name: 'Link to the page of a partner',
      subject: 'The page of {mitra} at {perpustakaan}',
      body: 'The page of {mitra}: what is coming, what we need from you, and what you have given.\n\n{tautan}\n\nThis link is secret: whoever has it can open the page.\n\nAny questions? {kontak}',
      push: '- The page of {mitra}',
    },
  },
});
