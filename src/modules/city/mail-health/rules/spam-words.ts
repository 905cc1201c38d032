/**
 * What filters of mail providers take for advertisements, and a library can say in other words. Few, so that whoever reads the hint
 * believes it: words of library life (gratis, hadiah, lomba) are none.
 */
const PHRASES: readonly string[] = [
  ...['klik di sini', 'klik disini', 'klik sekarang', 'gratis 100%', '100% gratis', 'uang tunai', 'hadiah jutaan'],
  ...['menang undian', 'pemenang undian', 'anda terpilih', 'kamu terpilih', 'pinjaman cepat', 'tanpa jaminan'],
  ...['penawaran terbatas', 'jangan sampai menyesal', 'buruan sebelum', 'transfer sekarang', 'penghasilan tambahan'],
  ...['click here', 'click now', 'act now', '100% free', 'cash prize', 'you have been selected', 'you are a winner'],
  ...['limited time offer', 'risk free', 'risk-free', 'no obligation', 'extra income', 'make money', 'order now'],
];

const plain = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}%-]+/gu, ' ')} `;

/** Those that stand in a text as words of their own, in the order of the list. */
export function spamWordsIn(text: string): string[] {
  const read = plain(text);
  return PHRASES.filter((phrase) => read.includes(` ${phrase} `));
}
