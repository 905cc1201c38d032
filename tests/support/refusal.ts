import { AppError } from '#platform/errors';

/** The refusal with which some work ends; a test fails when it is not refused, or breaks otherwise. */
export async function refusal(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('this should have been refused');
}
