import { z } from 'zod';

export const placeInput = z.object({
  part: z.number().int().min(1).max(100_000),
  spot: z.number().min(0).max(1_000_000),
  progress: z.number().int().min(0).max(100),
});
