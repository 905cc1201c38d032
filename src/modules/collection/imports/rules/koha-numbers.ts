import type { MarcField } from '#shared/marc/record';
import { joinNotes } from './item-values.ts';
import { noteHere } from './embedded-copy.ts';
import type { MarcCopy } from './marc-copies.ts';
import type { Word } from './surroundings.ts';

/** Numbers that copies before have, in one file. */
export interface SeenNumbers {
  barcodes: Set<string>;
  /** By the library. */
  accessionNumbers: Set<string>;
}

/**
 * Copies whose numbers are theirs alone. A barcode that a copy before has cannot be on two books: that copy stays in its record. An inventory
 * number is free text in Koha, and often one for many: the first keeps it, the others get a new one and keep theirs in the note.
 */
export function withOwnNumbers(
  copies: readonly MarcCopy[],
  seen: SeenNumbers,
): { copies: MarcCopy[]; refused: MarcField[]; words: Word[] } {
  const refused: MarcField[] = [];
  const words: Word[] = [];
  const kept = copies.flatMap((copy): MarcCopy[] => {
    const { barcode, accessionNumber } = copy;
    if (barcode !== null && seen.barcodes.has(barcode)) {
      refused.push(copy.field);
      words.push({ code: 'imports.barcode_repeated', params: { barcode } });
      return [];
    }
    if (barcode === null) {
      words.push({
        code: 'imports.copy_without_barcode',
        params: { number: accessionNumber ?? copy.callNumber ?? '–' },
      });
    } else seen.barcodes.add(barcode);
    if (accessionNumber === null) return [copy];
    const key = `${copy.libraryId} ${accessionNumber}`;
    if (!seen.accessionNumbers.has(key)) {
      seen.accessionNumbers.add(key);
      return [copy];
    }
    words.push({ code: 'imports.number_repeated', params: { number: accessionNumber, barcode: barcode ?? '–' } });
    const note = `No. induk di Koha: ${accessionNumber}`;
    return [
      {
        ...copy,
        accessionNumber: null,
        copyNote: joinNotes([note, copy.copyNote ?? undefined]),
        sourceNotes: [noteHere(note), ...copy.sourceNotes],
      },
    ];
  });
  return { copies: kept, refused, words };
}
