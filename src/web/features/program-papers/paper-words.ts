import type { Paper, TorHead } from '#modules/community/program-papers/client';
import { m } from '#i18n/messages';

/** Name of a paper, and what it is. */
export const paperWords = (): Record<Paper, { name: string; about: string }> => ({
  kak: { name: m.papers_paper_kak(), about: m.papers_paper_kak_about() },
  undangan: { name: m.papers_paper_undangan(), about: m.papers_paper_undangan_about() },
  'daftar-hadir': { name: m.papers_paper_daftar_hadir(), about: m.papers_paper_daftar_hadir_about() },
  'tanda-peserta': { name: m.papers_paper_tanda_peserta(), about: m.papers_paper_tanda_peserta_about() },
  laporan: { name: m.papers_paper_laporan(), about: m.papers_paper_laporan_about() },
});

export const headWords = (): Record<TorHead, string> => ({
  background: m.papers_head_background(),
  legalBasis: m.papers_head_legalBasis(),
  goals: m.papers_head_goals(),
  targets: m.papers_head_targets(),
  outputs: m.papers_head_outputs(),
  speakers: m.papers_head_speakers(),
  sessions: m.papers_head_sessions(),
  method: m.papers_head_method(),
  budget: m.papers_head_budget(),
  closing: m.papers_head_closing(),
});
