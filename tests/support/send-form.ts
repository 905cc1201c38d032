/** A form with files as a client of the API sends it (`multipart/form-data`). */
export async function formBody(
  fields: Readonly<Record<string, string>>,
  files: readonly { field: string; name?: string; bytes: Uint8Array | string }[] = [],
): Promise<{ payload: Buffer; headers: { 'content-type': string } }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { field, name = 'berkas', bytes } of files) {
    form.append(field, new File([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)], name));
  }
  const sent = new Response(form);
  const payload = Buffer.from(await sent.arrayBuffer());
  return { payload, headers: { 'content-type': sent.headers.get('content-type') ?? '' } };
}
