/** A file of data for people to keep: readable, with line breaks. */
export const jsonFile = (name: string, data: object): Response =>
  new Response(`${JSON.stringify(data, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
