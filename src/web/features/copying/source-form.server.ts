import { SOURCE_KINDS, SRU_VERSIONS, type RecordSource } from '#modules/collection/copying/client';
import type { SourceInput } from '#modules/collection/copying';
import { choiceIn, wholeIn } from '#web/kit/form/read-fields.server.ts';

/** What the form of a source says. */
export function sourceOf(values: Record<string, string>) {
  return {
    kind: choiceIn(values, 'kind', SOURCE_KINDS),
    name: values.name ?? '',
    address: values.address ?? '',
    sruVersion: choiceIn(values, 'sruVersion', SRU_VERSIONS),
    recordSchema: values.recordSchema ?? '',
    isbnIndex: values.isbnIndex ?? '',
    titleIndex: values.titleIndex ?? '',
    active: values.active === '1',
    sortOrder: wholeIn(values, 'sortOrder') ?? 0,
  } satisfies SourceInput;
}

/** What the form shows at first. */
export const sourceValues = (source: RecordSource): Record<string, string> => ({
  kind: source.kind,
  name: source.name,
  address: source.address,
  sruVersion: source.sruVersion,
  recordSchema: source.recordSchema,
  isbnIndex: source.isbnIndex,
  titleIndex: source.titleIndex,
  active: source.active ? '1' : '',
  sortOrder: String(source.sortOrder),
});
