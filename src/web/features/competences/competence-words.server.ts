import type { Competence, Phase } from '#modules/learning/competences/client';
import type { CompetenceUse } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

/** A phase by itself: "Fondasi", "C". */
export const phaseWords = (phase: Phase): string => (phase === 'foundation' ? m.competences_phase_foundation() : phase);

const ROMAN = ['I', 'II', 'III', 'IV'];
/** A tier of librarians' tasks: "II". */
export const tierWords = (tier: number): string => ROMAN[tier - 1] ?? String(tier);

const LEVEL_WORDS = [m.competences_level_1, m.competences_level_2, m.competences_level_3, m.competences_level_4];
/** How much one asks of a person: "2 · menengah". */
export const levelWords = (level: number): string => {
  const words = LEVEL_WORDS[level - 1]?.();
  return words === undefined ? String(level) : `${level} · ${words}`;
};

/** For whom a line is, in one sentence; empty = nobody has said. */
export const forWhom = ({ level, phases, tiers }: Pick<Competence, 'level' | 'phases' | 'tiers'>): string =>
  [
    level !== null && m.competences_about_level({ level: levelWords(level) }),
    phases.length > 0 && m.competences_about_phases({ phases: phases.map(phaseWords).join(', ') }),
    tiers.length > 0 && m.competences_about_tiers({ tiers: tiers.map(tierWords).join(', ') }),
  ]
    .filter(Boolean)
    .join('. ');

/** What is said in the language of the reader, in Indonesian where nobody has written it in that. */
export const inLanguage = (locale: 'id' | 'en', id: string, en: string): string =>
  locale === 'en' && en !== '' ? en : id;

/** Where a line is taught and tested in words, and how many people reached it where that may be told. */
export function useWords(use: CompetenceUse | undefined): {
  taught: { words: string; href: string }[];
  figures: string;
} {
  if (!use) return { taught: [], figures: '' };
  const { lessons, tasks, tried, reached } = use;
  const figures = [
    tasks > 0 && m.courses_use_tasks({ count: tasks }),
    tasks > 0 && tried === null && m.courses_use_few(),
    tried !== null && tried > 0 && m.courses_use_tried({ count: tried }),
    reached !== null && tried !== null && tried > 0 && m.courses_use_reached({ count: reached }),
  ];
  return {
    taught: lessons.map(({ course, lesson, slug, lessonSlug }) => ({
      words: m.courses_use_taught({ course, lesson }),
      href: localizeHref(`/kelas/${slug}/${lessonSlug}`),
    })),
    figures: figures.filter(Boolean).join(' '),
  };
}
