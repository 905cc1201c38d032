/** Phases of Kurikulum Merdeka (Kepmendikbudristek 262/M/2022): the foundation before school, A (kelas 1–2) to F (kelas 11–12) after it. */
export const PHASES = ['foundation', 'A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Phase = (typeof PHASES)[number];
/** Tiers of "program literasi informasi" in the tasks of librarians: I Ahli Pertama, II Muda, III Madya, IV Utama. */
export const TIERS = [1, 2, 3, 4] as const;
