import { randomBytes } from 'node:crypto';

/**
 * The body of a form with files (RFC 7578), and its type. Written here because the platform's own makes two letters of every line end, which
 * channels count and show.
 */
export async function formBody(form: FormData): Promise<{ body: Uint8Array; type: string }> {
  const boundary = `lumbung-${randomBytes(16).toString('hex')}`;
  const parts: Uint8Array[] = [];
  for (const [name, value] of form) {
    const file = typeof value === 'string' ? '' : `; filename="${value.name}"\r\ncontent-type: ${value.type}`;
    parts.push(Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n`));
    parts.push(typeof value === 'string' ? Buffer.from(value) : new Uint8Array(await value.arrayBuffer()));
    parts.push(Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { body: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}
