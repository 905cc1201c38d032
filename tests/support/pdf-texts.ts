import { PDFiumLibrary } from '@hyzyla/pdfium';

/** The words of every page of a PDF, in reading order, as a copy out of it gives them; ends of lines are spaces. */
export async function pageTexts(pdf: Uint8Array): Promise<string[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(Buffer.from(pdf));
  const texts = [...document.pages()].map((page) => page.getText().replaceAll(/\s+/g, ' '));
  document.destroy();
  library.destroy();
  return texts;
}
