import type { TextKind } from '../rules/notice-text.ts';
import type { NoticeKinds } from '../notice-kind.ts';
import type { Language } from '../client.ts';

/** What holds all there is to tell together; it has a text like a kind of notice, and is none. */
export const frame: TextKind = {
  topic: 'frame',
  placeholders: ['isi'],
  needed: 'isi',
  texts: {
    id: {
      name: 'Bingkai pesan',
      subject: '{jumlah} kabar dari {perpustakaan}',
      body: 'Halo {nama},\n\n{isi}\n\nLihat semua di akun Anda: {tautan}\n\n{perpustakaan}\nAtur kabar yang Anda terima: {atur}',
      push: '{isi}',
    },
    en: {
      name: 'Frame of a message',
      subject: 'News from {perpustakaan}: {jumlah}',
      body: 'Hello {nama},\n\n{isi}\n\nSee it all in your account: {tautan}\n\n{perpustakaan}\nChoose what we tell you: {atur}',
      push: '{isi}',
    },
  },
};

/** Whatever has a text. */
export const textKinds = (kinds: NoticeKinds): TextKind[] => [frame, ...kinds.values()];

/** What staff call a kind of notice; of one that no module has (any more), its code. */
export const noticeName = (kinds: NoticeKinds, topic: string, language: Language): string =>
  textKinds(kinds).find((kind) => kind.topic === topic)?.texts[language].name ?? topic;
