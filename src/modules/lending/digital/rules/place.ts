/** Where somebody stopped reading. */
export interface ReadingPlace {
  /** Page of a PDF or chapter of an EPUB, from 1; of a recording always 1. */
  part: number;
  /** Of an EPUB how far down the chapter (0 to 1), of a recording seconds; of a PDF 0. */
  spot: number;
  /** How much of the whole lies behind, in percent. */
  progress: number;
}
