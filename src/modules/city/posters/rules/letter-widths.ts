/**
 * How wide the letters of Libertinus Serif are, in thousandths of their size, from space to tilde: what stands on a poster is measured with
 * them before it is printed. `tests/letter-widths.test.ts` holds them against the typesetter.
 */
const REGULAR =
  '250 288 336 465 465 637 705 190 298 298 369 550 220 338 220 323 465 465 465 465 465 465 465 465 465 465 236 ' +
  '236 550 550 550 435 895 695 588 646 701 557 485 685 730 297 322 637 528 839 699 702 541 702 587 485 597 661 ' +
  '652 951 660 575 604 356 287 356 518 486 392 457 493 428 506 447 310 500 538 271 272 512 264 790 542 504 519 ' +
  '503 372 390 316 531 497 747 490 515 424 277 205 277 449';
const BOLD =
  '250 266 376 514 514 637 729 215 315 315 433 537 244 358 244 316 514 514 514 514 514 514 514 514 514 514 256 ' +
  '256 512 551 512 430 988 740 654 706 734 609 545 732 817 367 373 736 577 899 740 730 614 730 716 504 652 732 ' +
  '700 1028 718 624 624 397 307 397 518 486 392 506 542 456 561 489 391 521 619 322 312 613 325 905 616 551 581 ' +
  '573 428 427 358 598 529 777 561 558 452 307 220 307 473';

const table = (row: string): readonly number[] => row.split(' ').map(Number);
const WIDTHS = { regular: table(REGULAR), bold: table(BOLD) };

/** Signs that are no letters with an accent: regular, bold. */
const SIGNS: Readonly<Record<string, readonly [regular: number, bold: number]>> = {
  '·': [250, 250],
  '–': [548, 534],
  '—': [742, 742],
  '‘': [268, 253],
  '’': [268, 253],
  '“': [375, 440],
  '”': [375, 440],
  '•': [351, 351],
  '…': [749, 817],
  '′': [249, 240],
  '″': [381, 392],
  '×': [550, 527],
  '−': [550, 540],
  '€': [465, 514],
  '§': [473, 466],
  '©': [695, 641],
};

/** What no table knows may be as wide as it is high, and half as wide again (Javanese). */
const UNKNOWN = 1500;
const FIRST = 32;
/** Some pairs of letters are set a hair further apart than their widths say. */
const KERNED = 1.01;

/** Width of a text in one line. @param size of its letters, in whatever unit the answer shall be */
export function textWidth(text: string, size: number, bold: boolean): number {
  const widths = bold ? WIDTHS.bold : WIDTHS.regular;
  let sum = 0;
  for (const sign of text.normalize('NFC')) {
    const known = SIGNS[sign];
    const [base = sign] = sign.normalize('NFD');
    sum += known ? known[bold ? 1 : 0] : (widths[(base.codePointAt(0) ?? 0) - FIRST] ?? UNKNOWN);
  }
  return (sum * size * KERNED) / 1000;
}
