export { ledgerFigures, ledgerPeriodWords, toldGainWords, type LedgerFigure } from './ledger-words.ts';
export { ledgerPdf } from './ledger-pdf.ts';
export { ledgerPeriod, ledgerYears } from './ledger-periods.ts';
export { comingByLink, ledgerByLink } from './by-link.ts';
export { partnerLedger } from './view-ledger.ts';
export { yearTogether } from './year-together.ts';
export { GIVEN_WORDS, quantityWords } from './words.ts';
