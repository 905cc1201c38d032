import { platformErrors } from '#platform/errors';
import { FORM_MEGABYTES } from '#shared/upload-limit';

/** What a form adds to the file that it carries. */
const SLACK = 64 * 1024;

/**
 * The fields of a form that carries a file. Refuses `platform.too_large` with a sentence for the field when the form has more than a
 * page takes ({@link FORM_MEGABYTES}); a form that does not say its length is stopped at the same place while it is read.
 */
export async function readUpload(request: Request, field: string): Promise<FormData> {
  const limit = FORM_MEGABYTES * 1024 * 1024 - SLACK;
  const refusal = platformErrors.tooLarge({ megabytes: FORM_MEGABYTES }, { [field]: 'file_too_large' });
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw refusal;
  try {
    return await request.formData();
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'status' in error && error.status === 413) throw refusal;
    throw error;
  }
}
