/** Bulk loans of the sample city: one that runs, one that is overdue, one that is back in part, and the box of a class. */
import type { PlannedCopy } from './plan-copies.ts';
import type { PlannedLoan } from './plan-loans.ts';

/** Days are counted from the day of loading. */
interface Agreement {
  receiver: { library: string } | { member: string };
  contactName: string;
  contactPhone: string;
  purpose: string;
  began: number;
  due: number;
  copies: number;
  /** So many came back, so many days ago. */
  back: { copies: number; ago: number };
}

const AGREEMENTS: readonly Agreement[] = [
  {
    receiver: { library: 'TBM-GANG-MELATI' },
    contactName: 'Yusuf Maulana',
    contactPhone: '0812-0000-0055',
    purpose: 'Sudut dongeng sore',
    began: -10,
    due: 20,
    copies: 24,
    back: { copies: 0, ago: 0 },
  },
  {
    receiver: { member: 'A00056' },
    contactName: 'Ustazah Laila Rahmawati',
    contactPhone: '0812-0000-0056',
    purpose: 'Pojok baca asrama',
    began: -45,
    due: -9,
    copies: 18,
    back: { copies: 0, ago: 0 },
  },
  {
    receiver: { member: 'A00053' },
    contactName: 'Sri Wahyuni',
    contactPhone: '0812-0000-0053',
    purpose: 'Pojok baca kelas 4',
    began: -26,
    due: 4,
    copies: 20,
    back: { copies: 8, ago: 4 },
  },
  {
    receiver: { library: 'SDN-BENDOGERIT-1' },
    contactName: 'Endang Sulastri, S.Pd.',
    contactPhone: '0812-0000-0057',
    purpose: 'Kotak buku kelas 5B',
    began: -20,
    due: 40,
    copies: 15,
    back: { copies: 0, ago: 0 },
  },
];
/** Whose copies they are. */
const OWNER = 'PUSAT';

export interface PlannedBulkLoan extends Agreement {
  itemBarcodes: string[];
  returnedBarcodes: string[];
}

/** The copies are those of the main library that no reader of the year has had: nobody's history says otherwise. */
export function planBulkLoans(copies: readonly PlannedCopy[], loans: readonly PlannedLoan[]): PlannedBulkLoan[] {
  const lent = new Set(loans.map((loan) => loan.itemBarcode));
  const free = copies.filter(
    (copy) =>
      copy.library === OWNER && copy.itemType === 'loanable' && copy.status === 'available' && !lent.has(copy.barcode),
  );
  let taken = 0;
  return AGREEMENTS.map((agreement) => {
    const own = free.slice(taken, taken + agreement.copies).map((copy) => copy.barcode);
    if (own.length < agreement.copies) throw new Error('the sample city has too few copies for its bulk loans');
    taken += agreement.copies;
    return { ...agreement, itemBarcodes: own, returnedBarcodes: own.slice(0, agreement.back.copies) };
  });
}
