export type { Donation, DonationDetail, Order, OrderDetail, ReaderSuggestion, StaffSuggestion } from './client.ts';
export { ownedAlike, suggestTitle } from './suggest-title.ts';
export { completeSuggestion, voteForSuggestion, withdrawVote } from './change-suggestion.ts';
export { decideSuggestion } from './decide-suggestion.ts';
export {
  getSuggestionForStaff,
  listOwnSuggestions,
  listSuggestions,
  listSuggestionsForStaff,
} from './view-suggestions.ts';
export { changeBudget, createBudget, listBudgets } from './manage-budgets.ts';
export { addOrderLine, createOrder, placeOrder, removeOrderLine } from './write-order.ts';
export { endOrder } from './end-order.ts';
export { receiveDelivery, undoReceived } from './receive-delivery.ts';
export { getOrder, listOrders } from './view-orders.ts';
export { orderPdf } from './order-pdf.ts';
export { acceptGivenBook, addGivenBook, createDonation, thankDonor } from './write-donation.ts';
export { getDonation, listDonations, thankYouPdf } from './view-donations.ts';
export { forgetDeliveryKeys } from './data/request-keys.queries.ts';
