import { AppError } from '#platform/errors';

/** What became of an act of which several were tried at once: `done`, or the code of the refusal. Anything else fails the test. */
export async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
