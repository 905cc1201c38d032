/** Money that moved on a day, whole rupiah. */
export interface Moved {
  kind: 'payment' | 'refund' | 'void';
  method: 'cash' | 'qris';
  /** Below 0 = paid by a member, above 0 = given back to one, or a payment taken back. */
  amount: number;
  /** The part of it (0 or more) that belongs to the treasury of the city. */
  treasury: number;
  byName: string;
  byAccountId: number | null;
}
export interface MethodSum {
  payments: number;
  /** Given back, 0 or more. */
  refunds: number;
  /** Payments that were taken back as booked by mistake, 0 or more. */
  voided: number;
  /** What came in: payments less refunds and what was taken back. */
  net: number;
  /** Of that, what belongs to the treasury. */
  treasury: number;
}
export interface CashSums {
  cash: MethodSum;
  qris: MethodSum;
  byAccount: { name: string; accountId: number | null; cash: number; qris: number }[];
  /** Cash that should be in the drawer: what was there in the morning and what came in. */
  expectedCash: number;
  /** What is to be handed in for the treasury, by either method. */
  toDeposit: number;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function sumOf(lines: readonly Moved[]): MethodSum {
  const of = (kind: Moved['kind']): number =>
    sum(lines.filter((line) => line.kind === kind).map((line) => Math.abs(line.amount)));
  const [payments, refunds, voided] = [of('payment'), of('refund'), of('void')];
  const treasury = sum(lines.map((line) => (line.amount < 0 ? line.treasury : -line.treasury)));
  return { payments, refunds, voided, net: payments - refunds - voided, treasury };
}

/** @param opening cash in the drawer in the morning, whole rupiah */
export function sumCashDay(lines: readonly Moved[], opening: number): CashSums {
  const of = (method: Moved['method']): MethodSum => sumOf(lines.filter((line) => line.method === method));
  const [cash, qris] = [of('cash'), of('qris')];
  const accounts = new Map(lines.map((line) => [line.byAccountId ?? line.byName, line]));
  const byAccount = [...accounts.values()].map(({ byName, byAccountId }) => {
    const own = lines.filter(
      (line) => line.byAccountId === byAccountId && (byAccountId !== null || line.byName === byName),
    );
    const net = (method: Moved['method']): number => sumOf(own.filter((line) => line.method === method)).net;
    return { name: byName, accountId: byAccountId, cash: net('cash'), qris: net('qris') };
  });
  return { cash, qris, byAccount, expectedCash: opening + cash.net, toDeposit: cash.treasury + qris.treasury };
}
