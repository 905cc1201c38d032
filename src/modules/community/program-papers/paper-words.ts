/** Indonesian words of papers: they are documents of an Indonesian office, whatever language who prints them reads. */
import type { Audience, SessionFormat, SpeakerRole } from '#modules/community/programs/client';

export const FORMAT_WORDS: Record<SessionFormat, string> = {
  lecture: 'Paparan',
  discussion: 'Diskusi kelompok',
  simulation: 'Simulasi praktik',
  brainstorm: 'Curah gagasan',
  lesson: 'Pelajaran',
  talk: 'Gelar wicara',
  self_paced: 'Belajar mandiri',
};
export const AUDIENCE_WORDS: Record<Audience, string> = {
  all: 'masyarakat umum',
  children: 'anak-anak',
  teens: 'remaja',
  adults: 'orang dewasa',
  librarians: 'pustakawan dan pengelola perpustakaan',
  teachers: 'guru dan tenaga kependidikan',
};
export const ROLE_WORDS: Record<SpeakerRole, string> = {
  speaker: 'Narasumber',
  facilitator: 'Fasilitator',
  moderator: 'Moderator',
};
