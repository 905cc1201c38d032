import type { Library } from '#modules/ground/libraries';
import { platformErrors } from '#platform/errors';

type Named = readonly Pick<Library, 'id' | 'code'>[];

/** Codes of libraries as they were typed, in their order, each once. Throws a refusal at the field for a code of no library. */
export function orderOf(typed: string, libraries: Named): number[] {
  const codes = typed.split(/[\s,;]+/).filter((code) => code !== '');
  const ids = codes.map((code) => {
    const library = libraries.find((one) => one.code === code.toUpperCase());
    if (!library) throw platformErrors.invalidInput({}, { pullOrder: 'unknown' });
    return library.id;
  });
  return [...new Set(ids)];
}

/** The other way: what the field shows. */
export const orderCodes = (ids: readonly number[], libraries: Named): string =>
  ids.flatMap((id) => libraries.find((library) => library.id === id)?.code ?? []).join(', ');
