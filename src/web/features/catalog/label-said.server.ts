import { isBarcode } from '#modules/collection/catalog';
import { isValidIsbn13 } from '#shared/isbn';

/**
 * Why what was scanned cannot be the label of a book; null = it can. A scanner that reads the printed ISBN where a label is asked for is
 * told so: as a barcode it would stand on every copy of the title.
 */
export function whyNoLabel(label: string): 'empty' | 'isbn' | 'wrong' | null {
  if (label === '') return 'empty';
  if (isValidIsbn13(label)) return 'isbn';
  return isBarcode(label) ? null : 'wrong';
}
