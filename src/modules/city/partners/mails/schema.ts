import { z } from 'zod';
import { id } from '#platform/requests/bounds';

/** What is kept of a text; the rest is cut off with a mark. */
export const BODY_LENGTH = 20_000;
/** What is kept of a line of people. */
export const LINE_LENGTH = 500;

export const mailMove = z.object({ partnerId: id });
