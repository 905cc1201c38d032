import type { TemplateTopic } from './topics.ts';

/** The text of one topic: `{placeholders}` in the words of the house, the same in every language. */
export interface NoticeText {
  /** Of an e-mail, and the headline of a push message. */
  subject: string;
  /** A line that holds a placeholder of one thing (a title …) is repeated for every thing. */
  body: string;
}

/** Known in every text. */
const COMMON = ['nama', 'nomor', 'perpustakaan', 'tautan', 'atur', 'jumlah'] as const;
const LOAN = ['judul', 'kode', 'jatuh_tempo'] as const;
const LATE = [...LOAN, 'hari_terlambat'] as const;
const BULK = ['nomor_paket', 'sisa', 'jatuh_tempo', 'penanggung_jawab'] as const;
const HOLD = ['judul', 'tempat', 'batas_ambil'] as const;

/** Placeholders of one thing. */
const ITEM: Record<TemplateTopic, readonly string[]> = {
  frame: [],
  before_due: LOAN,
  due: LOAN,
  overdue_1: LATE,
  overdue_2: LATE,
  overdue_3: LATE,
  hold_waiting: HOLD,
  hold_expiring: HOLD,
  membership_expiring: ['berlaku_sampai'],
  receipt: ['rincian'],
  registration: ['nomor_baru', 'berlaku_sampai'],
  request_answered: ['permintaan', 'jawaban', 'keterangan'],
  suspended: ['jeda_sampai', 'alasan'],
  password_cleared: ['waktu'],
  review: ['judul', 'alasan'],
  bulk_before_due: BULK,
  bulk_due: BULK,
  bulk_overdue: [...BULK, 'hari_terlambat', 'pengingat'],
  digital_ready: ['judul', 'batas_ambil'],
  suggestion: ['judul', 'jawaban', 'keterangan'],
  program: ['kegiatan', 'waktu', 'tempat', 'kabar', 'keterangan'],
  program_reminder: ['kegiatan', 'waktu', 'tempat'],
  questionnaire: ['kuesioner', 'kegiatan', 'kabar', 'alamat'],
  idea: ['ide', 'kabar', 'keterangan'],
  action_plan: ['rencana', 'kabar'],
  speaker_invitation: ['kegiatan', 'kabar', 'peran', 'waktu', 'tempat', 'sesi', 'jp', 'kontak'],
  speaker_news: ['kegiatan', 'kabar', 'sesi', 'kontak', 'keterangan'],
  generic: ['perihal', 'pesan'],
};

/** What must be in the body, or the message says nothing. */
const NEEDED: Partial<Record<TemplateTopic, string>> = {
  frame: 'isi',
  receipt: 'rincian',
  review: 'alasan',
  suggestion: 'jawaban',
  program: 'kabar',
  questionnaire: 'kabar',
  idea: 'kabar',
  action_plan: 'kabar',
  speaker_invitation: 'kegiatan',
  speaker_news: 'kabar',
  generic: 'pesan',
};

const PLACEHOLDER = /\{([^{}\s]*)\}/g;

export const itemPlaceholders = (topic: TemplateTopic): readonly string[] => ITEM[topic];

/** Every placeholder that the text of a topic may hold. */
export const placeholdersOf = (topic: TemplateTopic): string[] => [
  ...ITEM[topic],
  ...(topic === 'frame' ? ['isi'] : []),
  ...COMMON,
];

export const usedPlaceholders = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')),
];

/** @returns what is wrong with a text: placeholders nobody can fill, and the one that is needed but missing */
export function checkText(topic: TemplateTopic, text: NoticeText): { unknown: string[]; missing: string | null } {
  const known = new Set(placeholdersOf(topic));
  const needed = NEEDED[topic];
  return {
    unknown: usedPlaceholders(`${text.subject}\n${text.body}`).filter((name) => !known.has(name)),
    missing: needed !== undefined && !usedPlaceholders(text.body).includes(needed) ? needed : null,
  };
}

/** Puts values in. What has none stays empty: {@link checkText} has refused unknown names before. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(PLACEHOLDER, (_whole, name: string) => values[name] ?? '');
