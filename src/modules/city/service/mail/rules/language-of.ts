const INDONESIAN =
  /(?<!\p{L})(?:yang|dan|di|ke|dari|apakah|saya|kami|tidak|untuk|dengan|ini|itu|bisa|mohon|terima|kasih|selamat|buku|pak|bu|ada|sudah|jam|buka)(?!\p{L})/giu;
const ENGLISH =
  /(?<!\p{L})(?:the|and|is|are|of|to|you|your|my|for|with|this|that|please|thank|thanks|hello|dear|can|could|would|have|not|do|open)(?!\p{L})/giu;
const READ = 2000;

/** In which language whoever wrote is answered: Indonesian, unless the text is plainly English. */
export function languageOf(text: string): 'id' | 'en' {
  const read = text.slice(0, READ);
  const english = read.match(ENGLISH)?.length ?? 0;
  return english >= 2 && english > (read.match(INDONESIAN)?.length ?? 0) * 2 ? 'en' : 'id';
}
