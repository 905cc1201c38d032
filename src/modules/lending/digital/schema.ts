import { z } from 'zod';
import { LONGEST_DAYS, MOST_COPIES } from './client.ts';

export const placeInput = z.object({
  part: z.number().int().min(1).max(100_000),
  spot: z.number().min(0).max(1_000_000),
  progress: z.number().int().min(0).max(100),
});

export const licenseInput = z.object({
  /** How many readers may have it at once. */
  copies: z.coerce.number().int().min(1).max(MOST_COPIES),
  loanDays: z.coerce.number().int().min(1).max(LONGEST_DAYS),
});
export type LicenseInput = z.input<typeof licenseInput>;
