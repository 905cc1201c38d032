export { saveSubscription } from './save-subscription.ts';
