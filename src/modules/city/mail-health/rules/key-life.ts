/** For so long receivers may still look for a key that was replaced: mails on their way are signed by it. */
export const KEPT_DAYS = 7;

const KEPT_MS = KEPT_DAYS * 86_400_000;

/** Before when a key must have been replaced for its record to be needed no more. */
export const replacedBefore = (now: Date): Date => new Date(now.getTime() - KEPT_MS);

/** Whether the record of a key is to stand in the name service. */
export const isShownStill = ({ replacedAt }: { replacedAt: Date | null }, now: Date): boolean =>
  replacedAt === null || replacedAt >= replacedBefore(now);
