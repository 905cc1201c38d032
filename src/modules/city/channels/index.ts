export { addAccount, archiveAccount, changeAccount, restoreAccount } from './accounts/save-account.ts';
export { getAccount, listAccounts, listManagedAccounts } from './accounts/view-accounts.ts';
export { tryAccount } from './accounts/try-account.ts';
export { countSealedAccounts, resealAccounts } from './accounts/seal-secrets.ts';
export { editPublished, findPublished, publish, removePublished } from './publish.ts';
export type { FoundOutcome, PublishMessage, PublishOutcome } from './rules/outcome.ts';
export type { AccountInput } from './schema.ts';
