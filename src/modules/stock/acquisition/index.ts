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
export { changeBudget, createBudget, listBudgets } from './orders/manage-budgets.ts';
export { addOrderLine, createOrder, placeOrder, removeOrderLine } from './orders/write-order.ts';
export { endOrder } from './orders/end-order.ts';
export { receiveDelivery, undoReceived } from './orders/receive-delivery.ts';
export { getOrder, listOrders } from './orders/view-orders.ts';
export { orderPdf } from './orders/order-pdf.ts';
export { acceptGivenBook, addGivenBook, createDonation, thankDonor } from './donations/write-donation.ts';
export { getDonation, listDonations, thankYouPdf } from './donations/view-donations.ts';
export { forgetDeliveryKeys } from './data/request-keys.queries.ts';
