import { z } from 'zod';

const kept = z.record(z.string(), z.string());

/** The settings of an account as they are kept. */
export const settingsOf = (settings: unknown): Record<string, string> => kept.parse(settings);
