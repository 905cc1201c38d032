import { Readable } from 'node:stream';
import type { openOwnWork } from '#modules/learning/courses';
import { AppError } from '#platform/errors';

/** A file of work as it leaves the house: saved, never shown as a page. @param open what gives it, or refuses */
export async function workFile(open: () => ReturnType<typeof openOwnWork>): Promise<Response> {
  try {
    const { fileName, mediaType, stream } = await open();
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': mediaType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        'cache-control': 'private, no-store',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: error.status });
    throw error;
  }
}
