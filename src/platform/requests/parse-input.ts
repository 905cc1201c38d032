import { z } from 'zod';
import { unstorableField } from './bounds.ts';
import { platformErrors } from '../errors.ts';

/** A check in a schema may name its reason (`'taken'`, `'date_in_future'`); a sentence `field_<reason>` explains it. */
const REASON = /^[a-z][a-z0-9_]*$/;
/** The reason that a check named, or null where the message is the validator's own. */
export const namedReason = (message: string): string | null => (REASON.test(message) ? message : null);

function reasonOf(issue: z.core.$ZodIssue): string {
  const named = namedReason(issue.message);
  if (named) return named;
  if (issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null)) return 'required';
  if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1) return 'required';
  if (issue.code === 'too_big' && issue.origin === 'string') return 'too_long';
  return 'invalid';
}

/**
 * Checks what came in against a schema. Throws `platform.invalid_input` (422) with a reason for every field that is wrong
 * (nested fields as `hours.2.opens`).
 */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const unstorable = unstorableField(input);
  if (unstorable !== null) throw platformErrors.invalidInput({}, { [unstorable]: 'unstorable' });
  return parseShape(schema, input);
}

/**
 * {@link parseInput} for many things in one message of which each is read by itself afterwards: what the database cannot keep is let
 * through, for one of them may not hold up the others.
 */
export function parseShape<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[issue.path.join('.') || '_'] ??= reasonOf(issue);
  throw platformErrors.invalidInput({}, fields);
}

/** Text that may be left out: trimmed, empty becomes null. */
export const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullable()
    .transform((value) => value || null);
/** Text that is needed: trimmed, 1 to `max` characters. */
export const requiredText = (max: number) => z.string().trim().min(1).max(max);
