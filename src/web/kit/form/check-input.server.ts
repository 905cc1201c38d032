import { unstorableField } from '#platform/requests/bounds';
import { platformErrors } from '#platform/errors';

/** Throws `platform.invalid_input` at the field that holds what cannot be kept (NUL, half a pair of surrogates). */
function refuseUnstorable(value: object): void {
  const field = unstorableField(value);
  if (field !== null) throw platformErrors.invalidInput({}, { [field]: 'unstorable' });
}

const isParseError = (error: unknown): boolean =>
  (error instanceof TypeError || error instanceof SyntaxError) && !('status' in error);

/** What was sent, read; what cannot be read is a mistake of the sender, not of ours. */
async function read<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isParseError(error)) throw platformErrors.invalidInput({}, { _: 'invalid' });
    throw error;
  }
}

/**
 * Looks at all that a request brings, before a page sees it: a path with signs that nothing can be named by leads nowhere (404), a
 * parameter or a field with one is refused by its name (422). Bodies are looked at when the page reads them.
 */
export function checkInput({ request, url, params }: { request: Request; url: URL; params: object }): void {
  if (unstorableField(params) !== null) throw platformErrors.notFound();
  refuseUnstorable(Object.fromEntries(url.searchParams));
  const [formData, json] = [request.formData.bind(request), request.json.bind(request)];
  Object.defineProperties(request, {
    formData: {
      // whoever answers forms once looks at them after us
      configurable: true,
      value: async (): Promise<FormData> => {
        const data = await read(formData);
        for (const [name, value] of data) if (typeof value === 'string') refuseUnstorable({ [name]: value });
        return data;
      },
    },
    json: {
      value: async (): Promise<unknown> => {
        const said: unknown = await read(json);
        refuseUnstorable({ said });
        return said;
      },
    },
  });
}
