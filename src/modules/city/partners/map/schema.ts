import { z } from 'zod';
import { day } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { MOST_STANDING } from '../rules/map.ts';

const figure = z.number().int().min(0).max(MOST_STANDING);

/** Where a partner stands, with why and since when. */
export const standingInput = z.object({
  interest: figure,
  influence: figure,
  reason: requiredText(500),
  onDay: day,
});
export type StandingInput = z.input<typeof standingInput>;
