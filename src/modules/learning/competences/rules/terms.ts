/** Phases of Kurikulum Merdeka: before school (`foundation`), A: classes 1–2, B: 3–4, C: 5–6, D: 7–9, E: 10, F: 11–12. */
export const PHASES = ['foundation', 'A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Phase = (typeof PHASES)[number];

/** Tiers of "program literasi informasi" in the tasks of librarians: I Ahli Pertama, II Muda, III Madya, IV Utama. */
export const TIERS = [1, 2, 3, 4] as const;

/** How much a competence asks of a person, from 1 (basic) to 4 (masterly). */
export const LEVELS = [1, 2, 3, 4] as const;

export const FRAMEWORK_STATES = ['active', 'retired'] as const;
export type FrameworkState = (typeof FRAMEWORK_STATES)[number];

export const DIRECTIONS = ['up', 'down'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** The most lines of a framework, and the most rows that a table of them has. */
export const MOST_LINES = 500;
/** How deep lines stand under each other. */
export const MOST_DEPTH = 4;
